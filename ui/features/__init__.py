"""A folder for each thing an organiser does; none knows another."""
