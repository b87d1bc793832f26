"""The dialogs that any window needs: questions, files, progress."""
