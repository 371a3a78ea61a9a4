"""From the bytes of a pack to values: each mistake is noted, none is passed over."""
