"""How each format comes apart into passages, files inside, and what stays shut."""
