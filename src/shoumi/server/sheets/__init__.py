"""Registers as Excel sheets: in, whole or not at all, and out, through the filter of every list."""
