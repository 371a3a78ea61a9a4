"""Finds what must not go out in any file, and proves that what was removed is gone.

A library of its own: bytes in, findings out. `screen.screen` is the whole of it in one call;
`redaction.redact.redact` makes a copy that has survived an attack.
"""
