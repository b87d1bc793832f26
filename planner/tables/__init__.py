"""Tables of other programs, read safely: what stands in which cell, and nothing of what it means."""
