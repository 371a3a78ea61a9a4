"""The official forms: what stands on each, how it is laid out, and the code that leads back."""
