"""Tools for the developers of Estrad."""
