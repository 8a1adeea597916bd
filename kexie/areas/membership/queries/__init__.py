"""What the pages of membership read."""
