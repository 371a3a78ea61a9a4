"""The same road for programs: one address an act, with tokens that open no more than they say."""
