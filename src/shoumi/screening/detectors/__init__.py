"""What to look for: each detector with its triggers, shape and judgement."""
