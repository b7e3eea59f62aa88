"""One file that holds a site: its database, its files, and what shows that both are whole."""

from foundation.backups.archive import NotRestored, read_backup, write_backup
from foundation.backups.databases import DatabaseNotCopied
from foundation.backups.proofs import proofs, register_proof

__all__ = ["DatabaseNotCopied", "NotRestored", "proofs", "read_backup", "register_proof", "write_backup"]
