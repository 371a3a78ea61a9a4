"""What people would rather look at than read: each picture drawn from what its reader may see."""
