"""办理记录: who reads the journal, what is taken out, and the sealed texts that may be wiped."""
