"""The keys of an installation: the master key and what it locks, another one, and SM2."""
