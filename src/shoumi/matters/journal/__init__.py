"""办理记录: what may lawfully leave the journal again: sealed texts, never an entry."""
