"""The help with its search and shortcuts, and the first steps on or below the timeline."""
