"""The tables of the pages, step by step."""
