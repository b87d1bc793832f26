"""One reader for each kind of file; each turns it into an ``Incoming``."""
