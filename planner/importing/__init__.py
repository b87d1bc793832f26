"""Import of conferences from files: a source reads a file, a plan says what would happen, a change applies it."""
