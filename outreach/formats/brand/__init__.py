"""The brand file: an organisation's name, colours, letters and logo, in TOML, read with file and line."""

from outreach.formats.brand.reading import FILE, read
from outreach.formats.brand.view import view

__all__ = ["FILE", "read", "view"]
