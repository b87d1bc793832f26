"""The dialogs that any window needs: questions, file choosers and progress."""
