"""访问: accounts of people, as facts for the journal; secrets of logging in live elsewhere."""
