"""Tables whose rows can be neither changed nor removed: row triggers on both databases, for use in migrations."""

from typing import Any

_POSTGRESQL = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
"""
_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
_VERBS = ("update", "delete")


def forbid_changes(schema_editor: Any, table: str) -> None:
    """Forbid UPDATE and DELETE on `table` (a name from a migration, never from input)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL.format(table=table))
    else:
        for verb in _VERBS:
            schema_editor.execute(_SQLITE.format(table=table, verb=verb))


def allow_changes(schema_editor: Any, table: str) -> None:
    """The way back of a migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}; DROP FUNCTION {table}_refuse()")
    else:
        for verb in _VERBS:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")


def append_only_tables(connection: Any) -> set[str]:
    """Asked of the database itself: what its triggers guard."""
    if connection.vendor == "postgresql":
        asked, ending = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal", "_append_only"
    else:
        asked, ending = "SELECT name FROM sqlite_master WHERE type = 'trigger'", "_no_delete"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name.removesuffix(ending) for (name,) in cursor.fetchall() if name.endswith(ending)}
