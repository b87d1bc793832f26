"""The programme that attendees see, the releases sent to them, and the differences between them."""
