"""What the clauses on carriers ask; a rule never names a clause."""
