"""Photos and logos: read from anybody's files, cropped, made small and clean, and shown."""
