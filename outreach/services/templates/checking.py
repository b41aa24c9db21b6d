"""Whether a folder of templates works: each compiled, each name known, each kind laid out with a trial advisory."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from outreach.errors import InvalidFile, TemplateProblem
from outreach.formats import merge
from outreach.formats.advisory import changes, layout, names, pages
from outreach.formats.advisory.changes import Notice
from outreach.formats.advisory.layout import LaidOut
from outreach.model.advisory import Kind, Level
from outreach.model.brand import Brand
from outreach.model.card import Card
from outreach.services.advisories import branding, library, starting
from outreach.services.advisories.files import attachment_in
from outreach.services.advisories.rules import boilerplate as boilerplate_rules
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.proofs import SAMPLE_READER
from outreach.services.templates.trial import MUST_SAY, Trial, trials
from outreach.store import gazetteer

_IN_MAIL = frozenset({".html", ".txt", ".md", ".css"})
# What Jinja2 gives by itself.
_GIVEN = frozenset({"self", "super", "loop", "caller"})


def check(folder: Path, *, now: datetime) -> list[TemplateProblem]:
    """Everything that is wrong with the templates, the brand and the boilerplate in `folder`, by file and line."""
    brand, found = branding.looked_through(folder)
    found = [*found, *_boilerplate(folder, now=now), *_read(folder)]
    if not found:
        # A rendering that meets what is known to be broken would only say it again.
        found = [*_mails(folder, now=now, brand=brand), *_beginnings(folder, now=now)]
    once = {(problem.template, problem.line, problem.problem): problem for problem in found}
    return sorted(once.values(), key=lambda problem: (problem.template, problem.line or 0))


def _boilerplate(folder: Path, *, now: datetime) -> Iterator[TemplateProblem]:
    around = Surroundings(now=now, contacts_for=_nobody, attachment=attachment_in(folder))
    for file in sorted((folder / library.FOLDER).glob("*")):
        try:
            text = library.read(file)
        except InvalidFile as error:
            yield TemplateProblem(str(file), error.problem, line=error.line)
        else:
            for problem in boilerplate_rules.own_problems(text, around):
                if problem.level is Level.ERROR:
                    yield TemplateProblem(str(file), problem.message, line=problem.line)


def _nobody(who: str) -> list[Card]:
    return []


def _read(folder: Path) -> Iterator[TemplateProblem]:
    """What can be seen by reading the templates in the folder."""
    book = pages.pages(folder)
    for room, known in (("mail", layout.NAMES), ("advisories", starting.NAMES)):
        trees = {}
        for file in sorted((folder / room).rglob("*")):
            if file.suffix not in _IN_MAIL or file.name.startswith(".") or file.is_dir():
                continue
            try:
                trees[file] = book.read(file.relative_to(folder).as_posix())
            except TemplateProblem as problem:
                yield problem
        given = frozenset().union(known, _GIVEN, *map(names.assigned, trees.values()))
        for file, tree in trees.items():
            yield from names.unknown(tree, file=str(file), known=given)


def _mails(folder: Path, *, now: datetime, brand: Brand) -> Iterator[TemplateProblem]:
    """What goes wrong when each kind of mail is made, and what is not in it that must be."""
    for kind in Kind:
        for trial in trials(kind, now=now, brand=brand):
            try:
                made = _laid_out(trial, folder, now=now)
                merge.compiled(made.parts).fill(SAMPLE_READER.fields)
            except TemplateProblem as problem:
                yield problem
            else:
                yield from _left_out(folder, made, trial, kind)
                yield from _swallowed(folder, trial, now=now)


def _laid_out(trial: Trial, folder: Path, *, now: datetime, notice: Notice | None = None) -> LaidOut:
    return layout.lay_out(
        trial.advisory,
        contacts=trial.contacts,
        organisation=trial.organisation,
        now=now,
        templates=folder,
        brand=trial.brand,
        boilerplate=trial.boilerplate,
        notice=notice,
    )


def _swallowed(folder: Path, trial: Trial, *, now: datetime) -> Iterator[TemplateProblem]:
    """Whether a mail that takes an earlier one back would not say so."""
    try:
        _laid_out(trial, folder, now=now, notice=changes.called_off(trial.advisory))
    except TemplateProblem as problem:
        yield TemplateProblem(str(_first(folder, problem.template, "mail/base.html")), problem.problem)


def _left_out(folder: Path, made: LaidOut, trial: Trial, kind: Kind) -> Iterator[TemplateProblem]:
    if not trial.is_whole:
        return
    pages_of = {
        _first(folder, f"mail/{kind}.html", "mail/base.html"): made.parts.html,
        _first(folder, "mail/message.txt"): made.parts.text,
    }
    for file, text in pages_of.items():
        for key, words in MUST_SAY.items():
            if words not in text:
                yield TemplateProblem(str(file), f"leaves out {key}: a mail must not go out without it")


def _first(folder: Path, *names: str) -> Path:
    """The first of these files that the folder has: what is missing is missing there."""
    return next((folder / name for name in names if (folder / name).exists()), folder / names[0])


def _beginnings(folder: Path, *, now: datetime) -> Iterator[TemplateProblem]:
    """What goes wrong when an advisory is begun from a template, in each language that there is one for."""
    own = {file.suffixes[0].removeprefix(".") for file in (folder / "advisories").glob("*.*.md")}
    for kind in Kind:
        for language in {"en", *own}:
            for contacts in ((), ("Vienna",)):
                try:
                    starting.new(
                        kind,
                        city=gazetteer.city("Vienna, AT"),
                        now=now,
                        language=language,
                        contacts=contacts,
                        templates=folder,
                    )
                except TemplateProblem as problem:
                    yield problem
