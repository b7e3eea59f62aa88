"""Commands that say, after restoring, whether everything is what it was. Filled in apps.ready()."""

_proofs: list[str] = []


def register_proof(command: str) -> None:
    """A management command without arguments that fails if something of its app is not whole."""
    if command not in _proofs:
        _proofs.append(command)


def proofs() -> tuple[str, ...]:
    return tuple(_proofs)
