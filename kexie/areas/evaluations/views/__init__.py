"""The pages of evaluations: an association's sheets, and each body's evaluation."""
