"""What dragging and painting cost in two trees, measured in turns in one run."""
