"""Taking a conference in from outside: a source tells, a plan says what would happen, a change makes it so."""
