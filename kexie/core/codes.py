"""Short random codes for addresses that nobody should guess."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0 o 1 l i: codes are read out on the telephone
LENGTH = 10


def fresh() -> str:
    """Return a new code; 31^10 possibilities, so a clash is left to the unique constraint.

    >>> len(fresh()), set(fresh()) <= set(ALPHABET)
    (10, True)
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
