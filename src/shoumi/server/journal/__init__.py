"""What surrounds an entry: sealed texts, checkpoints, the first entries of a unit."""
