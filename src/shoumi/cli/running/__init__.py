"""Commands that run the product and look after it."""
