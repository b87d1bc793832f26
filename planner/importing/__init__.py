"""Imports conferences from files: a source reads a file, a plan shows the effect, and a change applies it."""
