"""What the people of the fictional office do in a year."""
