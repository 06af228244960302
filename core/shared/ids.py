"""Identifiers nobody can guess or count by."""

import secrets

# Crockford's base 32 without the letters people misread; 10 of them are 50 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_number(length: int = 10) -> str:
    """A random number for people to read out, such as an order's: `length` characters of Crockford's base 32."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
