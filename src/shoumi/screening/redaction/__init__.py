"""Redacted copies, and the attack that each has to survive."""
