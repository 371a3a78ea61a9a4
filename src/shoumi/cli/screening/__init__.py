"""How screening meets the disk: files, workers with limits, the state of an estate, a cluster."""
