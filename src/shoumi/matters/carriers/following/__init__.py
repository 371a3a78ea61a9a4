"""What follows from each act on carriers."""
