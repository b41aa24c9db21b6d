"""`outreach journalists`: the journalists whom the organisation serves, with their outlets and beats."""

from outreach.cli import contacts
from outreach.model.card import ContactKind

_PAGES = {
    "list": """List journalists, by family name.

\b
Examples:
  outreach journalists --city Vienna
  outreach journalists list --city Genève --format csv -o geneva.csv
  outreach journalists list --where "city:Vienna beat:migration -outlet:ORF"
""",
    "show": """Show everything that is known of one journalist.""",
    "add": """Add a journalist.

\b
Examples:
  outreach journalists add "Tomás O'Neill" --outlet "The Example" --city Dublin --email tomas@example.com
  outreach journalists add "Amina Said" --outlet "Example Radio" --beat migration --beat labour --language fr
""",
    "edit": """Change what is known of a journalist; what is not named stays as it is.

\b
Examples:
  outreach journalists edit "Amina Said" --outlet "Example Television"
  outreach journalists edit tomas@example.com --inactive
""",
    "remove": """Remove a journalist from the directory.""",
    "import": """Import journalists from CSV, XLSX or vCard. Who is there already is updated, nobody comes in twice.

\b
Examples:
  outreach journalists import journalists.csv --dry-run
  outreach journalists import phone-export.vcf
  outreach journalists import press-list.xlsx --map "Handy=phone" --country AT
  outreach journalists import --undo 3f9c1a2b4d5e           takes that import back; it said its batch at its end
""",
    "export": """Export journalists as vCards, CSV or JSON: what is public, unless --press or --internal.

\b
Examples:
  outreach journalists export -o journalists.vcf
  outreach journalists export --where "city:Vienna beat:migration -outlet:ORF" -o found.vcf
  outreach journalists export --city Geneva --vcard-version 4.0 --vdir contacts/
""",
    "qr": """Show a journalist as a QR code that any phone's camera takes as a contact. Only what is public.

\b
Examples:
  outreach journalists qr "Tom Whitaker"
  outreach journalists qr "Tom Whitaker" -o badge.svg
""",
}
app = contacts.counter(
    ContactKind.JOURNALIST,
    about="Journalists: list, add, edit, import and export them.",
    pages=_PAGES,
)
