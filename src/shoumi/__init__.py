"""Shoumi 守密 runs an organisation's confidentiality work."""

__version__ = "0.1.0"
