"""The command shoumi-verify: checks an export of a journal without Django or the server."""
