"""申请: how an act that needs others' consent gets it."""
