"""The pages, whole: no script, no cookie, nothing loaded from anywhere. They name nobody."""

from string import Template

_PAGE = Template(
    "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<meta name=robots content=noindex><title>$title</title>"
    "<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}"
    "button{font:inherit;padding:.6rem 1.4rem;cursor:pointer}</style>"
    "<main><h1>$title</h1>$text</main></html>\n"
)


def _page(title: str, text: str) -> bytes:
    return _PAGE.substitute(title=title, text=text).encode()


ASK = _page(
    "Unsubscribe",
    "<p>Do you want no more mail from this press office? Press the button: until then nothing changes.</p>"
    "<form method=post><button type=submit>Unsubscribe</button></form>",
)
DONE = _page("You are unsubscribed", "<p>You will get no more mail from this press office.</p>")
NOTHING = _page(
    "Nothing here",
    "<p>This address is not one that we have sent out. Open the link in the mail again, or answer the mail.</p>",
)
LATER = _page("Please try again", "<p>This could not be done just now. Nothing is lost: try again in a minute.</p>")
