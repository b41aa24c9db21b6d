"""The way off our lists on the web: one page, one button, and the one click of mail programs (RFC 8058)."""

from outreach.web.leaving.server import Office, Server

__all__ = ["Office", "Server"]
