"""What the pages of staff and of the platform's administrators need."""
