"""Commands that ask the law, the registers and the journal, and the one that acts."""
