"""The codes people type to join a workshop: 8 characters of base32 (2^40), forgiving of how people read and type."""

import secrets

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
