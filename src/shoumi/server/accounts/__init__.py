"""Who logs in and how: proofs are kept and checked here, what happened goes through the door."""
