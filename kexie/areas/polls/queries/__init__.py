"""What pages of polls show."""
