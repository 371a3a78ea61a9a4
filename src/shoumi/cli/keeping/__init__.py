"""Backups: written, read back, and restored only once they have borne themselves out."""
