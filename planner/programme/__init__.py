"""What attendees may see, and nothing else; what was sent to them, and what they would see changed."""
