"""The only SQL: one ``.estrad`` SQLite file a conference. See docs/file-format.md."""
