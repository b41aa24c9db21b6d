"""How a mailing is sent, whoever it is for: signed or not, how fast, how patiently, and where its bounces go."""

from dataclasses import dataclass, field
from datetime import timedelta

from outreach.mail.signing import Sign, unsigned
from outreach.model.mailing import GIVE_UP_AFTER
from outreach.services.mailings.hold import LEASE
from outreach.services.mailings.pace import Pace
from outreach.services.mailings.refusals import PAUSE_ABOVE
from outreach.services.mailings.return_path import ReturnPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What holds for every message of a run.

    `sign` makes the fields (DKIM) in front of it, `return_path` the address of its bounces, where that is not the
    sender. `pace` says how fast they may go. The mailing is paused when more than `pause_above` percent of at least 50
    were refused; who was put off for `give_up_after` is given up. What is in hand is lost when it is not renewed for
    `lease`.
    """

    sign: Sign = unsigned
    return_path: ReturnPath | None = None
    pace: Pace = field(default_factory=Pace)
    pause_above: float = PAUSE_ABOVE
    give_up_after: timedelta = GIVE_UP_AFTER
    lease: timedelta = LEASE
