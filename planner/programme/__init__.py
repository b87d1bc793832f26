"""The programme that attendees see: what was sent to them, and what has changed since."""
