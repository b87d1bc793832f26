"""The history, what changed today, and the kept plans."""
