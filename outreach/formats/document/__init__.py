"""A press release as lines of visible text, whatever wrote it: text, Markdown, HTML, .docx, .eml.

document.read(content, filename="release.docx").lines
"""

from outreach.formats.document.contents import Document, Kind, read

__all__ = ["Document", "Kind", "read"]
