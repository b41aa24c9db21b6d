"""A live preview of an advisory: one page, on this machine alone, that changes when the file is saved."""

from outreach.web.preview.desk import Desk
from outreach.web.preview.server import Server
from outreach.web.preview.watching import Watch

__all__ = ["Desk", "Server", "Watch"]
