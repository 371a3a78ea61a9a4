"""What a regulation is: clauses, effects, dated figures, breaches and findings."""
