"""The overview of keyboard shortcuts."""
