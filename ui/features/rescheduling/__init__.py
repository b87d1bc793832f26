"""Moving all sessions that follow: shift, gaps, lengths and breaks."""
