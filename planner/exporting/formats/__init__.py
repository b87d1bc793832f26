"""The programme in the file formats of other programs, a module each."""
