"""Who moderates what: the view of stretches and of what nobody covers."""
