"""What can happen on the pages of sign-in, of the own account and of staff."""
