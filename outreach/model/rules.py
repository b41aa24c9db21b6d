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
    Rule("long-headline", _W, "A list of mails shows twelve words of a headline, a phone fewer."),
    Rule("long-body", _W, "A desk reads one page; what stands on the second is not read."),
    Rule("unknown-language", _E, "Screen readers, hyphenation and the labels depend on the language tag."),
    Rule("labels-in-english", _W, "What stands around the text (What, When, EMBARGOED) is not there in this language."),
    Rule("versions-disagree", _E, "Readers of two languages come at two hours, or one of them breaks the embargo."),
    Rule("mixed-languages", _W, "A paragraph of another edition is the sign of a hurried paste."),
    # Time and place
    Rule("unknown-city", _E, "A city outside the gazetteer has no clock and no country."),
    Rule("bad-time", _E, "A time that cannot be read would have to be guessed."),
    Rule("hour-without-zone", _E, "An hour without a place is wrong for everybody elsewhere."),
    Rule("ambiguous-zone", _E, "BST, CST and IST name several clocks; EST and CET change in summer without saying so."),
    Rule("unknown-timezone", _E, "A zone that nobody knows is no clock."),
    Rule("skipped-time", _E, "The hour does not exist: the clocks go forward over it."),
    Rule("ambiguous-time", _E, "The hour comes twice: the clocks go back over it."),
    Rule("unclear-hour", _W, "Midnight belongs to two days, 12 p.m. is noon or not, and noon GMT is noon for few."),
    Rule("hour-mismatch", _W, "Of two hours for one event, half of the cameras believe the wrong one."),
    Rule("date-mismatch", _W, "Of two days for one event, half of the cameras come on the wrong one."),
    Rule("weekday-mismatch", _E, "Half of the cameras come on the wrong day."),
    Rule("event-in-the-past", _E, "An invitation to yesterday is last month's file sent again."),
    Rule("event-ends-early", _E, "An event cannot end before it starts."),
    Rule("rsvp-in-the-past", _W, "Nobody can answer by a day that is over."),
    Rule("rsvp-after-event", _W, "Answers that come after the event open no door."),
    Rule(
        "embargo-in-the-past", _W, "A text that says it is embargoed, and is not, teaches readers to ignore embargoes."
    ),
    Rule("embargo-after-event", _W, "Who reports from the event breaks the embargo."),
    Rule("embargo-mismatch", _W, "Of two ends of one embargo, somebody keeps the earlier one."),
    Rule("embargo-at-night", _W, "The news breaks while nobody is there to print it, or to answer for it."),
    Rule("embargo-at-weekend", _W, "On a day of rest newsrooms are small, and nobody answers for the news."),
    # What an invitation says
    Rule("missing-event", _E, "A media advisory invites to something."),
    Rule("missing-fact", _E, "Who, what, when and where are what a desk decides by."),
    Rule("missing-why", _W, "Why it matters is what gets an event from the diary into the paper."),
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
    Rule("merge-left-over", _E, "“Dear None” and “Dear *|FNAME|*” tell a reader that nobody has written to them."),
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
    Rule("image-without-text", _E, "Where an image is not shown, and to who cannot see, nothing is said at all."),
    Rule("bad-number-in-text", _W, "A number with a digit too few rings nowhere on deadline."),
    Rule("bad-address-in-text", _W, "Mail to an address that cannot be never comes back with an answer."),
    Rule("nested-too-deeply", _E, "What stands twenty quotations deep is left out, by us and by mail programs."),
    Rule("wide-table", _E, "A phone shows three columns; nobody moves a table of thirty about."),
    # What the world around says
    Rule("hidden-contact", _E, "A number that only the office may see, in a thousand mailboxes, stays there."),
    Rule("outdated-contact", _E, "Who rings a colleague that has left tells the story without you."),
    Rule("unlisted-contact", _W, "One digit wrong, and a stranger's telephone rings all day."),
    Rule(
        "wrong-persons-contact",
        _W,
        "Who asks for Grace and rings James has lost the first minute, and believes in neither.",
    ),
    Rule("officer-away", _W, "The one name under the text is on a beach when the cameras come."),
    Rule("nobody-answers", _W, "Questions come in the hours after sending; unanswered ones are answered by others."),
    Rule("embargo-at-night-there", _W, "What ends at night, or on a Sunday, is read when it is old."),
    # Silencing
    Rule("unknown-rule", _E, "A misspelled rule silences nothing, and its reason is lost."),
    Rule("ignore-without-reason", _E, "Whoever reads the file next cannot know whether it was meant."),
    Rule("ignore-forbidden", _E, "Nothing could be sent, whatever the reason."),
    Rule("ignore-without-effect", _W, "A reason for what is no longer there hides the next mistake of its kind."),
    # Attachments
    Rule("missing-attachment", _E, "“Please find attached” and nothing is."),
    Rule("promised-attachment", _W, "The text promises a file, and the mail brings none."),
    Rule("unusable-attachment", _E, "A path that leads out of the advisory's folder sends what nobody meant to send."),
    Rule("large-attachment", _W, "Many servers refuse large mail; a link always arrives."),
    # The library
    Rule("unknown-boilerplate", _E, "A mail that should say who you are, and does not, raises questions."),
    Rule("boilerplate-language", _W, "A paragraph in another language looks like an accident."),
]
RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}

# What no reason excuses: the text could not be read, laid out, merged or sent as it stands. Nor is any error excused
# that reading the front matter found, such as an hour that cannot be placed: its value is not there.
NEVER_SILENCED = frozenset(
    """unknown-key duplicate-key wrong-shape versions-disagree control-character too-long missing-kind unknown-kind
    missing-headline unknown-language unknown-city bad-time unknown-timezone event-ends-early unknown-contact
    template-syntax unknown-merge-field merge-in-front-matter missing-attachment unusable-attachment unknown-boilerplate
    unknown-rule ignore-without-reason ignore-forbidden ignore-without-effect""".split()
)
# What is asked only where the recipients are known: `check` cannot say whether silencing it has an effect.
ASKED_AT_PLANNING = frozenset({"embargo-at-night-there"})


def broken(rule: str, line: int, message: str) -> Problem:
    """The problem that `rule` is broken on `line` (from 1); `message` says what, and what to do."""
    return Problem(rule, RULES[rule].level, line, message)
