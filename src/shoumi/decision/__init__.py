"""One act and what is known, in; a verdict and what follows from it, out."""
