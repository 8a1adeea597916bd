"""What the trail holds: its canonical form, whether it is whole, what its words mean, and how it is searched."""
