"""What the regulations speak of: one folder a matter, the same rooms in each."""
