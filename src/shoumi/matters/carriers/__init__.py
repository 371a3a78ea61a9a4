"""涉密载体: every numbered copy of every secret, from its register entry to its signed end."""
