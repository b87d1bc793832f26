"""The command line: thin Click commands over the same functions that the window calls, without Qt."""
