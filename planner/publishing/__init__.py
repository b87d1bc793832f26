"""Publishes one version of a conference: makes all its files, puts them into one folder, then records what went out."""
