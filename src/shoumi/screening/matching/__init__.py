"""From passages to weighed matches: one scan, then judgement, then company."""
