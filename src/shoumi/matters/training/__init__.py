"""教育培训: texts that people are given to read, and that they have read them."""
