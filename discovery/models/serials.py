"""Serial codes of paper: seven digits to say aloud and to type on a number pad, the last one a check on the others.

The check is Damm's: one wrong digit and two exchanged neighbours are always found (H. M. Damm, 2004).
"""

import secrets
from collections.abc import Container

DIGITS = 7
_QUASIGROUP = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def check_digit(digits: str) -> str:
    state = 0
    for digit in digits:
        state = int(_QUASIGROUP[state][int(digit)])
    return str(state)


def new_serial(taken: Container[str] = ()) -> str:
    """One that is not `taken`. A million are possible; a workshop prints hundreds."""
    while True:
        digits = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}d}"
        serial = digits + check_digit(digits)
        if serial not in taken:
            return serial


def read_serial(typed: str) -> str:
    """The seven digits that were typed, however they are grouped; empty where they are no serial code."""
    digits = "".join(sign for sign in typed[:40] if sign.isascii() and sign.isdigit())
    return digits if len(digits) == DIGITS and check_digit(digits) == "0" else ""


def shown_serial(serial: str) -> str:
    return f"{serial[:3]}-{serial[3:]}"
