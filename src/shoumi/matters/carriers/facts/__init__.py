"""What must be known for each act on carriers."""
