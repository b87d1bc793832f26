"""Publishing calendar files, and the versions that were published."""
