"""Commands on sessions and blocks, and filling a day in order."""
