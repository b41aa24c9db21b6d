"""Mail that comes back: reports of mail servers (RFC 3464, and what others write), told from answers of people."""

from outreach.mail.dsn.reading import Mail, Sort, read

__all__ = ["Mail", "Sort", "read"]
