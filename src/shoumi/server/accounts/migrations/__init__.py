"""Tables of the accounts."""
