"""Advisory files: reading them, and making text and HTML of them."""

from outreach.formats.advisory.reading import read

__all__ = ["read"]
