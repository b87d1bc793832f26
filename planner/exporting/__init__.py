"""Files for attendees, each made from a ``Programme``."""
