"""The checker's rules: whether each stops an advisory, and why it is there (docs/advisory-rules.md shows examples)."""

from dataclasses import dataclass

from outreach.model.advisory import Level, Problem

_E, _W = Level.ERROR, Level.WARNING


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the checker; `why` is what happens to a press office that has no such rule."""

    id: str
    level: Level
    why: str


_ALL = [
    # The file
    Rule("unknown-key", _E, "A misspelled key is a fact that silently goes missing."),
    Rule("duplicate-key", _E, "Of two values one is lost, and nobody says which."),
    Rule("wrong-shape", _E, "A list where a text belongs is printed as nobody meant it."),
    Rule("cut-by-comment", _W, "YAML reads # after a space as a comment: “Session #3” becomes “Session”."),
    Rule("control-character", _E, "Invisible characters end headers, turn the reading direction, or print as boxes."),
    Rule("too-long", _E, "Mail clients clip long mail, with the contacts at its end."),
    Rule("missing-kind", _E, "Desks sort by kind: an invitation is not a release."),
    Rule("unknown-kind", _E, "There are four kinds, each with a layout."),
    Rule("missing-headline", _E, "The headline is the subject; mail without one is not opened."),
    Rule("missing-body", _E, "A mail with no text looks like an accident."),
    Rule("unknown-language", _E, "Screen readers, hyphenation and the labels depend on the language tag."),
    Rule("labels-in-english", _W, "What stands around the text (What, When, EMBARGOED) is not there in this language."),
    # Time and place
    Rule("unknown-city", _E, "A city outside the gazetteer has no clock and no country."),
    Rule("bad-time", _E, "A time that cannot be read would have to be guessed."),
    Rule("hour-without-zone", _E, "An hour without a place is wrong for everybody elsewhere."),
    Rule("ambiguous-zone", _E, "BST, CST and IST name several clocks; EST and CET change in summer without saying so."),
    Rule("unknown-timezone", _E, "A zone that nobody knows is no clock."),
    Rule("skipped-time", _E, "The hour does not exist: the clocks go forward over it."),
    Rule("ambiguous-time", _E, "The hour comes twice: the clocks go back over it."),
    Rule("weekday-mismatch", _E, "Half of the cameras come on the wrong day."),
    Rule("event-in-the-past", _E, "An invitation to yesterday is last month's file sent again."),
    Rule("event-ends-early", _E, "An event cannot end before it starts."),
    Rule(
        "embargo-in-the-past", _W, "A text that says it is embargoed, and is not, teaches readers to ignore embargoes."
    ),
    Rule("embargo-after-event", _W, "Who reports from the event breaks the embargo."),
    # What an invitation says
    Rule("missing-event", _E, "A media advisory invites to something."),
    Rule("missing-fact", _E, "Who, what, when and where are what a desk decides by."),
    # People
    Rule("missing-contacts", _W, "A journalist with a question rings somebody, or writes without you."),
    Rule("unknown-contact", _E, "Nobody of that name, address or city is in the directory."),
    Rule("ambiguous-contact", _E, "Two officers answer to that name; the wrong one's number would be printed."),
    Rule("inactive-contact", _E, "The officer has left; the number rings in an empty room."),
    Rule("city-without-officers", _E, "The city would bring no name and no number into the contact block."),
    Rule("no-public-number", _E, "A contact who cannot be rung is none on deadline."),
    Rule("no-public-address", _W, "A contact without an address cannot be sent a question."),
    # The text
    Rule("placeholder", _E, "“Dear [NAME]” in a thousand mailboxes."),
    Rule("to-be-confirmed", _W, "An editor cannot plan with what is open; sometimes it has to be."),
    Rule("end-mark-twice", _W, "The end mark (###) is set for you; a second one cuts the text off for who edits it."),
    Rule("dateline-twice", _W, "The dateline is set for you; a second one looks careless."),
    Rule("template-syntax", _E, "Code that does not end is printed, or stops the mailing."),
    Rule("unknown-merge-field", _E, "A field that nobody has would be empty in every mail."),
    Rule("merge-in-front-matter", _E, "The headline and the facts are the same for everybody."),
    Rule("merge-in-link", _E, "What a recipient is called must not decide where a link goes."),
    Rule("raw-html", _E, "HTML is shown as it is typed, or is a way in for a script."),
    Rule("bad-link", _E, "Relative links are dead in a mail; javascript: and data: are attacks."),
    Rule("image-in-body", _E, "Remote images are blocked, and track who reads."),
    Rule("nested-too-deeply", _E, "What stands twenty quotations deep is left out, by us and by mail programs."),
    Rule("wide-table", _E, "A phone shows three columns; nobody moves a table of thirty about."),
    # Attachments
    Rule("missing-attachment", _E, "“Please find attached” and nothing is."),
    Rule("unusable-attachment", _E, "A path that leads out of the advisory's folder sends what nobody meant to send."),
    Rule("large-attachment", _W, "Many servers refuse large mail; a link always arrives."),
    # The library
    Rule("unknown-boilerplate", _E, "A mail that should say who you are, and does not, raises questions."),
    Rule("boilerplate-language", _W, "A paragraph in another language looks like an accident."),
]
RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}


def broken(rule: str, line: int, message: str) -> Problem:
    """The problem that `rule` is broken on `line` (from 1); `message` says what, and what to do."""
    return Problem(rule, RULES[rule].level, line, message)
