"""The part of a conference that attendees may see: what was sent to them, and what they would see changed."""
