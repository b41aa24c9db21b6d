"""`outreach serve`: the page behind the unsubscribe link of every mail."""

from contextlib import suppress
from typing import Annotated

import typer

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.groups import single
from outreach.cli.output import say, write_bytes

app = single()


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes a free one.")] = 8080,
) -> None:
    """Serve the page behind the unsubscribe links, until Ctrl-C.

    Put it behind a web server that speaks https under OUTREACH_PUBLIC_URL. To open a link changes nothing; the button,
    or the one click of a mail program (RFC 8058), suppresses the address at once. Links never expire.

    \b
    Examples:
      outreach serve
      outreach serve --port 9000
    """
    from outreach.web.leaving import Office, Server

    settings = doors.settings()
    doors.engine()
    office = Office(doors.reading, doors.writing, bootstrap.secret_key(settings), doors.now)
    # Ctrl-C is how it is meant to end.
    with suppress(KeyboardInterrupt), Server(host, port, office) as server:
        write_bytes([f"http://{host}:{server.server_port}/\n".encode()], None)
        if settings.public_url is None:
            say("OUTREACH_PUBLIC_URL is not set: no mail leads here; set it to the https address of this page")
        server.serve_forever()
    doors.close()
