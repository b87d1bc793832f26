"""Publishes one version of a conference: all that goes out is made first, then put into one folder, then settled."""
