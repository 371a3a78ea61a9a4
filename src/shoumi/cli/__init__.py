"""The commands shoumi and shoumi-verify."""
