"""The product around the core: knows the time, the database, the disk and the network."""
