"""What a command says, and how it ends."""
