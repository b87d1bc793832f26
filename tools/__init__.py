"""Tools for those who build Estrad."""
