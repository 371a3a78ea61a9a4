"""The pages of logging in, of keeping accounts, and of the set-up."""
