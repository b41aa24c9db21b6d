"""Files of a rota: a table (CSV, XLSX) or a calendar (.ics), read into entries; and the rota as a calendar."""

from collections.abc import Callable
from datetime import datetime

from outreach.errors import InvalidFile
from outreach.model.city import City
from outreach.model.rota import RotaFile


def read(content: bytes, *, filename: str, city: Callable[[str], City], now: datetime) -> RotaFile:
    """What the file says, and what is wrong with it. Raises InvalidFile where it cannot be read at all."""
    if b"BEGIN:VCALENDAR" in content[:4096].replace(b"\x00", b"").upper():
        from outreach.formats.rota import calendar

        return calendar.read(content, filename=filename, now=now)
    if filename.lower().endswith((".ics", ".ical", ".ifb")):
        raise InvalidFile(filename, "holds no calendar (BEGIN:VCALENDAR is not in it); export it again")
    from outreach.formats.rota import sheet

    return sheet.read(content, filename=filename, city=city)
