"""A fictional unit and a year of its office, played through the one door."""
