"""A PostgreSQL store copied by its own pg_dump, and brought back by pg_restore and psql, where these are installed."""

import os
import re
import shutil
import subprocess
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL

from outreach.errors import InvalidFile, NotFound, StoreOutdated, StoreUnavailable, WrongUsage
from outreach.store import database, schema
from outreach.store.backups import holding
from outreach.store.backups.contents import Contents, counted, kept_name

_VERSION = re.compile(r"^COPY [^\n]*alembic_version[^\n]*\n(\d+)$", re.MULTILINE)
_DUMP = ("--format=custom", "--no-owner", "--no-privileges")
_HELD = "UPDATE public.mailing SET restored_at = '{now}' WHERE status NOT IN ('finished', 'cancelled');\n"


def save(url: str, file: Path) -> Contents:
    """Copies the store by pg_dump, in one snapshot: written beside `file` and looked through, then renamed."""
    made = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    store = database.engine(url)
    try:
        database.expect_current(store)
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        _run(("pg_dump", *_DUMP, "--file", str(made)), url, file=file)
        contents = look(made)
        with store.connect() as connection:
            counts = counted(lambda sql: int(connection.exec_driver_sql(sql).scalar_one()))
        made.replace(file)
    except OSError as error:
        raise InvalidFile(str(file), f"cannot be written ({error.strerror})") from error
    finally:
        made.unlink(missing_ok=True)
        store.dispose()
    return Contents(contents.schema, contents.octets, counts)


def look(file: Path) -> Contents:
    """The schema in a dump. How many of what it cannot be told without restoring it."""
    if not file.is_file():
        raise NotFound("backup", str(file))
    script = _run(("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)), None, file=file)
    found = _VERSION.search(script)
    if not found:
        raise InvalidFile(str(file), "is no backup of a store of outreach")
    if found[1] > schema.HEAD:
        problem = f"was made by a newer outreach (schema {found[1]}, this one knows {schema.HEAD})"
        raise StoreOutdated(f"{file} {problem}; upgrade outreach, then restore it")
    return Contents(found[1], file.stat().st_size, {})


def restore(url: str, file: Path, *, now: datetime) -> Path | None:
    """Puts back a dump in one transaction, in which every unfinished mailing is held; the old store is dumped first."""
    contents = look(file)
    store = database.engine(url)
    noes = holding.noes(store)
    kept = kept_name(file, now) if database.version(store) else None
    if kept:
        _run(("pg_dump", *_DUMP, "--file", str(kept)), url, file=kept)
        kept.chmod(0o600)
    store.dispose()
    script = _run(("pg_restore", "--clean", "--if-exists", "--no-owner", "--file=-", str(file)), None, file=file)
    # An older schema has no such column; no command of ours sends anything before it is upgraded.
    held = _HELD.format(now=now.isoformat()) if contents.schema == schema.HEAD else ""
    # A sender at work would hold the tables for minutes.
    script = script.replace("SET lock_timeout = 0;", "SET lock_timeout = '5s';", 1)
    _run(
        ("psql", "--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet"),
        url,
        file=file,
        script=script + held,
    )
    database.upgrade(store, then=partial(holding.settle, kept=noes, now=now))
    store.dispose()
    return kept


def _run(command: tuple[str, ...], url: str | None, *, file: Path, script: str | None = None) -> str:
    """What a program of PostgreSQL answers. The password goes by its environment, never on the command line."""
    program = shutil.which(command[0])
    if program is None:
        by_hand = " ".join((*command[:1], *(f"--dbname={_shown(url)}",) * bool(url), *command[1:]))
        raise WrongUsage(f"{command[0]} is not installed here; on a machine that has it, run: {by_hand}")
    environment = os.environ | (_environment(make_url(url)) if url else {})
    ran = subprocess.run(  # noqa: S603 - words of our own, no shell
        [program, *command[1:]], input=script, capture_output=True, text=True, env=environment, check=False
    )
    if ran.returncode:
        lines = ran.stderr.strip().splitlines() or ["it did not say why"]
        if command[0] == "pg_restore":
            raise InvalidFile(str(file), f"cannot be read by pg_restore ({lines[0]})")
        raise StoreUnavailable(_shown(url), f"{program} says {' '.join(lines)}")
    return ran.stdout


def _shown(url: str | None) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=True) if url else ""


def _environment(url: URL) -> dict[str, str]:
    """Where the store is and who asks, as libpq reads it."""
    said = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": str(url.port) if url.port else url.query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
    }
    return {name: value for name, value in said.items() if isinstance(value, str)}
