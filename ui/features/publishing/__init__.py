"""Publishing calendar files, and showing the published versions."""
