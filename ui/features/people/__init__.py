"""Merging, inviting again and erasing people."""
