"""The pages of a body's standing."""
