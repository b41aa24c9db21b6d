"""The tables of the engine that keeps the workers' jobs: its own, in a schema of their own on the same PostgreSQL.

They hold nothing that the ledger does not know better: a job is a knock at the door. Dropping the schema loses nothing.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from outreach.errors import StoreOutdated

SCHEMA = "procrastinate"
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('outreach job tables'))"
_SCHEMAS = "SELECT 1 FROM pg_namespace WHERE nspname = 'procrastinate'"
_APPLIED = "CREATE TABLE IF NOT EXISTS outreach_applied (step text PRIMARY KEY)"


def conninfo(url: str) -> str:
    """How libpq is told where the tables are; `url` is SQLAlchemy's."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    made = make_url(url)
    args, known = made.get_dialect()().create_connect_args(made)
    said = conninfo_to_dict(*args, **known)
    options = f"{said.get('options') or ''} -c search_path={SCHEMA}".strip()
    return make_conninfo("", **said | {"options": options})


def prepare(engine: Engine, *, whole: str, steps: Sequence[tuple[str, str]]) -> int:
    """Makes the tables, or brings them up to date; gives how many files were run. Raises StoreOutdated.

    `whole` is the engine's schema as it is now, `steps` are its migrations up to there, by name and in order.
    """
    from psycopg import Error

    ran = 0
    try:
        while _next_step(engine, whole, steps):
            ran += 1
    except (DBAPIError, Error) as error:
        place, why = engine.url.render_as_string(hide_password=True), getattr(error, "orig", error)
        raise StoreOutdated(f"the workers' tables at {place} cannot be made or upgraded: {why}") from error
    return ran


def _next_step(engine: Engine, whole: str, steps: Sequence[tuple[str, str]]) -> bool:
    """One file, in a transaction of its own: a value that was added to a type can be used only after that."""
    with engine.begin() as connection:
        # Two workers that begin at once must not both make them.
        connection.exec_driver_sql(_ALONE)
        # Where somebody else has made it for us, we may not be allowed to.
        if connection.exec_driver_sql(_SCHEMAS).first() is None:
            connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {SCHEMA}")
        connection.exec_driver_sql(_APPLIED)
        applied = set(connection.exec_driver_sql("SELECT step FROM outreach_applied").scalars())
        waiting = [(name, sql) for name, sql in steps if name not in applied]
        if not waiting:
            return False
        done = waiting[:1] if applied else waiting
        _run(connection, done[0][1] if applied else whole)
        for name, _ in done:
            connection.exec_driver_sql("INSERT INTO outreach_applied (step) VALUES (%s)", (name,))
    return True


def _run(connection: Connection, script: str) -> None:
    # Several statements at once, and with per cents in them: as they are, past SQLAlchemy.
    line = connection.connection.driver_connection
    assert line is not None
    line.execute(script)
