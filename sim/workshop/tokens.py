"""Secrets: what lets a browser in, and what is kept of it."""

from __future__ import annotations

import hashlib
import hmac
import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters of a join code: those that nobody takes for another, or for a figure."""
CODE_LENGTH = 6


def token() -> str:
    """A secret nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def join_code() -> str:
    """Six letters to be read off a screen: one of 148 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def short_name() -> str:
    """A name for a game or a member that no other has; not a secret."""
    return secrets.token_hex(6)


def hashed(secret: str) -> str:
    """What is kept of a member's token: from it the token cannot be found.

    >>> hashed("a")[:8]
    'ca978112'
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def same(given: str, secret: str) -> bool:
    """Whether two secrets are equal, in the same time whatever they have in common.

    >>> same("a", "a"), same("", "a")
    (True, False)
    """
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
