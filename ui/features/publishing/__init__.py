"""Publishing a version into a folder, and showing the published versions."""
