"""What the pages of organisations online and of the distribution read."""
