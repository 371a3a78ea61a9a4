"""The grammar of a matter: what an act, a thing, a fact, a rule and a consequence are."""
