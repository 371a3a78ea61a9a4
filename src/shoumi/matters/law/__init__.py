"""制度包: which packs bind the unit since when, and what the unit set where they leave it open."""
