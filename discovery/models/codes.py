"""Codes that open doors: 8 characters of base32 (2^40) that people type, forgiving of how they read, and links (2^128)."""

import base64
import hashlib
import secrets
from itertools import product

from django.utils.crypto import salted_hmac

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LENGTH = 8
MOST_ALIKE = 4  # letters that are tried both ways
SPOKEN = {
    word[0].upper(): word
    for word in [
        "Alfa",
        "Bravo",
        "Charlie",
        "Delta",
        "Echo",
        "Foxtrot",
        "Golf",
        "Hotel",
        "India",
        "Juliett",
        "Kilo",
        "Lima",
        "Mike",
        "November",
        "Oscar",
        "Papa",
        "Quebec",
        "Romeo",
        "Sierra",
        "Tango",
        "Uniform",
        "Victor",
        "Whiskey",
        "Xray",
        "Yankee",
        "Zulu",
    ]
}
# Digits that base32 does not have stand for the letters they resemble; so do Cyrillic letters of a phone's own keyboard.
_MEANT = str.maketrans("018АВЕКМНОРСТУХІЗ", "OIBABEKMHOPCTYXI3")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalized_code(typed: str) -> str:
    """What was meant: without spaces and dashes, in capitals; empty if no code can be meant."""
    letters = "".join(character for character in typed[:40].upper() if character.isalnum())
    meant = letters.translate(_MEANT)
    return meant if len(meant) == LENGTH and set(meant) <= set(ALPHABET) else ""


def possible_codes(typed: str) -> list[str]:
    """What may be meant, the literal reading first: on the wall I and l look alike, and both stand for 1."""
    meant = normalized_code(typed)
    alike = [place for place, letter in enumerate(meant) if letter in "IL"][:MOST_ALIKE]
    found = [meant] if meant else []
    for letters in product("IL", repeat=len(alike)):
        other = list(meant)
        for place, letter in zip(alike, letters, strict=True):
            other[place] = letter
        if (code := "".join(other)) not in found and code:
            found.append(code)
    return found


def spoken_code(code: str) -> list[str]:
    """Each character as it is called over a microphone: Alfa, Bravo, 7."""
    return [SPOKEN.get(character, character) for character in code]


def return_code(participant_id: int, nonce: str) -> str:
    """Eight characters (2^40) by which a person comes back on another phone."""
    digest = salted_hmac("discovery.return", f"{participant_id}:{nonce}", algorithm="sha256").digest()
    return base64.b32encode(digest[:5]).decode()


def new_nonce() -> str:
    return secrets.token_hex(16)


def link_token(nonce: str) -> str:
    """128 bits that nobody can tell from the nonce without the platform's secret."""
    return salted_hmac("discovery.invitation", nonce, algorithm="sha256").hexdigest()[:32]


def ticket_token(nonce: str) -> str:
    """The same for a printed ticket, and never the token of a letter."""
    return salted_hmac("discovery.ticket", nonce, algorithm="sha256").hexdigest()[:32]


def link_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
