"""A filled-in form is checked where it is filled in."""

import pytest

from outreach.errors import InvalidValue
from tests.factories import officer


def test_blank_fields_are_no_fields() -> None:
    draft = officer(title="  ", organisation="", beats=["", " ports "], notes="\n\n", country="")

    assert (draft.title, draft.organisation, draft.beats, draft.notes) == (None, None, ["ports"], None)


def test_notes_may_have_lines() -> None:
    assert officer(notes="ring twice\r\n\tnot on Fridays\n").notes == "ring twice\nnot on Fridays"


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "a\r\nb"},
        {"organisation": "a\x00b"},
        {"outlet": "a\u2028b"},
        {"beats": ["a\x1bb"]},
        {"notes": "a\x00b"},
        {"languages": ["no-such-language-at-all"]},
        {"country": "Atlantis"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_no_field_can_hold_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        officer(**fields)
