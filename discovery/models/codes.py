"""Codes that open doors: 8 characters of base32 (2^40) that people type, forgiving of how they read, and links (2^128)."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LENGTH = 8
# Digits that base32 does not have stand for the letters they resemble; so do Cyrillic letters of a phone's own keyboard.
_MEANT = str.maketrans("018АВЕКМНОРСТУХІЗ", "OIBABEKMHOPCTYXI3")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalized_code(typed: str) -> str:
    """What was meant: without spaces and dashes, in capitals; empty if no code can be meant."""
    letters = "".join(character for character in typed[:40].upper() if character.isalnum())
    meant = letters.translate(_MEANT)
    return meant if len(meant) == LENGTH and set(meant) <= set(ALPHABET) else ""


def new_nonce() -> str:
    return secrets.token_hex(16)


def link_token(nonce: str) -> str:
    """128 bits that nobody can tell from the nonce without the platform's secret."""
    return salted_hmac("discovery.invitation", nonce, algorithm="sha256").hexdigest()[:32]


def link_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
