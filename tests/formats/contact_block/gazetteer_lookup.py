"""The real gazetteer, as the services hand it to the contact block's reader."""

from outreach.formats import contact_block, document
from outreach.formats.contact_block import FoundOfficer
from outreach.model.city import City
from outreach.store import gazetteer


def city(name: str, country: str | None) -> City | None:
    return next(iter(gazetteer.namesakes(name, country=country)), None)


def read(text: str, region: str | None = None) -> list[FoundOfficer]:
    return contact_block.read(document.read(text.encode(), filename="-"), region=region, city=city)
