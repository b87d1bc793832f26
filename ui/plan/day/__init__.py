"""The canvas of a day: its scene and layers, what is dragged on it, and the search among its sessions."""
