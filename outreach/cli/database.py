"""`outreach database`: the store itself."""

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.groups import plain_group
from outreach.cli.output import say, warn
from outreach.errors import StoreOutdated

app = plain_group(
    "The store: upgrade it after an update of outreach, check it.",
    "database check",
    "database upgrade",
)


@app.command("upgrade")
def upgrade_database() -> None:
    """Bring the store to the schema of this version. Nothing is lost; an error leaves it as it was."""
    say("Upgraded the store" if bootstrap.make_store(doors.settings()) else "The store is up to date")


@app.command("check")
def check_database() -> None:
    """Check that the store is sound: its schema, and the database's own test of integrity."""
    from outreach.store import database

    problems = database.problems(doors.engine())
    warn(database.advice(doors.engine()))
    for problem in problems:
        say(problem)
    if problems:
        raise StoreOutdated(f"the store has {len(problems)} problems; mend the index as it says, else restore a backup")
    say("The store is sound")


@app.command("reindex")
def reindex_database() -> None:
    """Make the search index anew, for `outreach find` and the queries. Nothing else is touched."""
    from outreach.store import database

    database.reindex(doors.engine())
    say("Made the search index anew")
