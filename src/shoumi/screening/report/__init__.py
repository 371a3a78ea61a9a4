"""Reports for terminals, programs and people."""
