"""Photos and logos: read from any file, cropped, made small and clean, and painted."""
