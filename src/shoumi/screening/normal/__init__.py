"""Text as it is looked at: folded once, with the way back to the original."""
