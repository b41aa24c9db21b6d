"""A finished page of mail on paper: A4, tagged, with its fonts in it."""

from outreach.formats.printed.setting import Printed, pdf

__all__ = ["Printed", "pdf"]
