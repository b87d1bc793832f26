"""Merging people, finding duplicates, inviting people again, and erasing people."""
