"""Features: one package for each thing an organiser does; none imports another."""
