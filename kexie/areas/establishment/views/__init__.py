"""The pages of those who found a body, and of the association that reviews."""
