"""Publishing a version into a folder, and the dialog of published versions."""
