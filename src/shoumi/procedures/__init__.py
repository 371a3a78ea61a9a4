"""Applications and their routes: who agrees, in which order, never the same person twice."""
