"""Plain helpers that know no table. Everything above copies their manner, so they stay small."""
