"""Storage of one conference in one ``.estrad`` SQLite file; all SQL is here. See docs/file-format.md."""
