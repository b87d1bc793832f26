"""Publishes one version of a conference: makes all its files, puts them into one folder, and records what went out."""
