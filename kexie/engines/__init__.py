"""What areas share. Engines never call areas."""
