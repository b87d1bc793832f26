"""What the columns and cells of a table mean, guessed and chosen, and the ``Incoming`` that this makes of it."""
