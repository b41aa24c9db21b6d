"""`outreach init`: makes the store and the key of this office."""

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.groups import single
from outreach.cli.output import say
from outreach.store import glance

app = single()


@app.command()
def init() -> None:
    """Make the store of this office, and its secret key. Run it again at any time: it changes nothing that is there.

    \b
    Examples:
      outreach init
      OUTREACH_DATABASE_URL=sqlite:///press.db outreach init
    """
    settings = doors.settings()
    made = bootstrap.make_store(settings)
    file = glance.sqlite_file(settings.database_url)
    say(f"{'Made a new store' if made else 'The store is there and up to date'}: {file or 'PostgreSQL'}")
    say(f"Key: {bootstrap.make_secret_key(settings)} (keep it with your backups)")
    if settings.sender is None:
        say('Next: set OUTREACH_SENDER, like "Press office <press@example.org>", and run `outreach doctor`')
