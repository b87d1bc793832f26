"""The help with its search and shortcuts, and the first steps beside the timeline."""
