"""The pages that list people, sessions and rooms."""
