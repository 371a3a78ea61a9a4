"""Setting a unit up: a draft that nobody else sees, and the first entries that it becomes."""
