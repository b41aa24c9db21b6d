"""Value types of the directory: an e-mail address, a phone number, a time zone, each checked once, where it enters.

They are plain frozen dataclasses, so that a list of ten thousand people can be read without loading a validator; the
validators (email-validator, phonenumbers) are imported by the functions that need them.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from outreach.errors import InvalidValue
from outreach.model import numbering
from outreach.model.frozen import maker
from outreach.model.text import one_line


class Visibility(StrEnum):
    """Who may see a number or an address: everybody, journalists, or the office alone."""

    PUBLIC = "public"
    PRESS = "press"
    INTERNAL = "internal"


class PhoneKind(StrEnum):
    """What rings: the desk, the pocket, the duty phone, the fax."""

    WORK = "work"
    MOBILE = "mobile"
    DUTY = "duty"
    FAX = "fax"


class EmailKind(StrEnum):
    """Whose mailbox: the person's at work, at home, or the duty desk's."""

    WORK = "work"
    HOME = "home"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """A checked address (RFC 5321, RFC 6531). `address` is normalised; `written` is what the person typed.

    `usage` says in a few words what it is for ("office hours"); `verified_at` (UTC) is when somebody last confirmed it.
    """

    address: str
    written: str = ""
    kind: EmailKind = EmailKind.WORK
    visibility: Visibility = Visibility.PUBLIC
    usage: str | None = None
    verified_at: datetime | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """What makes two addresses one mailbox for us: the normalised address without case."""
        return self.address.casefold()

    @property
    def domain(self) -> str:
        """The part after the @."""
        return self.address.rpartition("@")[2]

    @classmethod
    def parse(
        cls, written: str, *, kind: EmailKind = EmailKind.WORK, visibility: Visibility = Visibility.PUBLIC
    ) -> "EmailAddress":
        """The address that `written` stands for. No network is asked. Raises InvalidValue."""
        trimmed = one_line(written, field="email")
        trimmed = trimmed.removeprefix("mailto:").strip("<>")
        local, _, domain = trimmed.rpartition("@")
        # What the validator would say of a plain local part is known; its verdict on a domain is kept for the next one.
        if _PLAIN_LOCAL.fullmatch(local) and local.casefold() not in _SPECIAL_LOCALS and _is_plain(domain):
            return email_of(f"{local}@{domain}", trimmed, kind, visibility)
        from email_validator import EmailNotValidError, validate_email

        try:
            checked = validate_email(trimmed, check_deliverability=False)
        except EmailNotValidError as error:
            raise InvalidValue("email", written, str(error).rstrip(".")) from error
        return cls(checked.normalized, trimmed, kind, visibility)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number that can be dialled: E.164 beside what the person wrote.

    `valid` is phonenumbers' verdict on the day it was read: a number that is only *possible* is kept, with a warning,
    because numbering plans change faster than their descriptions. `usage` says in a few words when it rings or what for
    ("duty, after 18:00", "text only"): a phone shows it as the number's label. `verified_at` (UTC) is when somebody
    last confirmed it.
    """

    e164: str
    written: str = ""
    extension: str | None = None
    kind: PhoneKind = PhoneKind.WORK
    visibility: Visibility = Visibility.PUBLIC
    valid: bool = True
    printed: str = ""
    usage: str | None = None
    verified_at: datetime | None = field(default=None, compare=False)

    @property
    def international(self) -> str:
        """As printed for readers abroad: `+43 660 3776404`, with ` ext. 12` where there is an extension."""
        # Kept from the day it was read, so that a list of thousands is shown without asking phonenumbers again.
        shown = self.printed or _international(self.e164)
        return f"{shown} ext. {self.extension}" if self.extension else shown

    @property
    def uri(self) -> str:
        """The number as RFC 3966 writes it: `tel:+436603776404;ext=12`."""
        return f"tel:{self.e164};ext={self.extension}" if self.extension else f"tel:{self.e164}"

    @property
    def warning(self) -> str | None:
        """What is doubtful about the number, as a sentence, or None."""
        if self.valid:
            return None
        return f"the number {self.written or self.e164!r} is possible but not valid ({self.e164}); check it"

    @classmethod
    def parse(
        cls,
        written: str,
        *,
        region: str | None = None,
        kind: PhoneKind | None = None,
        visibility: Visibility = Visibility.PUBLIC,
    ) -> "PhoneNumber":
        """The number that `written` stands for, read nationally in `region` (ISO 3166) unless it says its country.

        `kind` is taken from the numbering plan (mobile or work) when it is not given. Raises InvalidValue for letters,
        for a national number with no region, and for what no numbering plan can hold.
        """
        line = one_line(written, field="phone")
        if found := numbering.plain(line):
            kind = kind or (PhoneKind.MOBILE if found.is_mobile else PhoneKind.WORK)
            return phone_of(found.e164, line, None, kind, visibility, True, found.printed)
        parsed, type_ = _looked_up(line, written, region)
        import phonenumbers

        extension, parsed.extension = parsed.extension, None
        return cls(
            phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
            line,
            extension,
            kind or (PhoneKind.MOBILE if type_ == phonenumbers.PhoneNumberType.MOBILE else PhoneKind.WORK),
            visibility,
            type_ != phonenumbers.PhoneNumberType.UNKNOWN,
            phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        )


def _looked_up(line: str, written: str, region: str | None) -> tuple[Any, int]:
    """The number as phonenumbers reads it, and its type (UNKNOWN where it is possible, but not valid)."""
    import phonenumbers

    trimmed = line.removeprefix("tel:").replace(";ext=", " ext. ")
    if _LETTERS.search(_EXTENSION.sub("", trimmed)):
        raise InvalidValue("phone", written, "holds letters; write it in digits, for example +43 660 3776404")
    dialled = _dialled(trimmed, region)
    try:
        parsed = phonenumbers.parse(dialled, region)
    except phonenumbers.NumberParseException as error:
        raise InvalidValue("phone", written, _why_unreadable(error, dialled)) from error
    # Asked once: a number is valid where its plan knows what type it is. Asking each by itself takes twice as long.
    type_ = phonenumbers.number_type(parsed)
    # A number long enough for a switchboard may be printed with more digits than its plan lists.
    if type_ == phonenumbers.PhoneNumberType.UNKNOWN and not phonenumbers.is_possible_number(parsed):
        raise InvalidValue("phone", written, "has too few or too many digits for its country; check it")
    return parsed, type_


email_of, phone_of = maker(EmailAddress), maker(PhoneNumber)

# A dot-atom of ASCII letters and digits (RFC 5321 §4.1.2), below its limit of 64: the validator takes it as it is.
_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,30}(?:\.[A-Za-z0-9_+-]{1,30})?")
# The validator writes these in small letters (RFC 2142).
_SPECIAL_LOCALS = frozenset(
    "info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp".split()
)
_LONGEST_PLAIN_DOMAIN = 180  # with the local part, below the limit of 254


@lru_cache(maxsize=10_000)
def _is_plain(domain: str) -> bool:
    """Whether `domain` is valid and written as the validator would write it."""
    from email_validator import EmailNotValidError, validate_email

    if len(domain) > _LONGEST_PLAIN_DOMAIN:
        return False
    try:
        return str(validate_email(f"a@{domain}", check_deliverability=False).normalized) == f"a@{domain}"
    except EmailNotValidError:
        return False


_EXTENSION = re.compile(
    r"(?i)\b(?:extension|ext|extn|x|poste|apdo|int|durchwahl|dw|anexo|ramal|interno)\.?\s*:?\s*#?\s*\d{1,7}\s*$"
)
_LETTERS = re.compile(r"[^\W\d_]")
# The trunk zero in brackets, "+43 (0) 660", is not dialled from abroad. In Italy the zero belongs to the number.
_TRUNK_ZERO = re.compile(r"^((?:\+|00)\s*(?!39\b)\d{1,3})[\s.\-/]*\(\s*0\s*\)")


def _dialled(written: str, region: str | None) -> str:
    """`written` with what only a reader needs taken out, and 00 made a plus."""
    text = _EXTENSION.sub(lambda found: " ext. " + re.sub(r"\D", "", found[0]), written)
    text = _TRUNK_ZERO.sub(r"\1 ", text.replace("\uff0b", "+"))
    if text.startswith("00") and region not in _NO_DOUBLE_ZERO:
        text = "+" + text[2:]
    return text.replace("\u2013", "-").replace("\u2212", "-")


# Where 00 is not how one dials abroad: a number that starts with 00 there is not international.
_NO_DOUBLE_ZERO = frozenset({"AU", "HK", "JP", "KH", "KR", "SG", "TH", "TW"})


def _why_unreadable(error: Exception, dialled: str) -> str:
    import phonenumbers

    if getattr(error, "error_type", None) == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
        if dialled.startswith("+"):
            return "has a country code that does not exist; check it"
        return "is written nationally and no city or country says where; write it with + and the country code"
    return "cannot be read as a phone number; write it with + and the country code"


def _international(e164: str) -> str:
    import phonenumbers

    return str(phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL))
