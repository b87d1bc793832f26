"""``make package``: the program as one file to install, made in a bare Debian 12, with what a desktop knows it by."""
