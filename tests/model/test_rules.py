import re
from pathlib import Path

from outreach.model.rules import RULES

PAGE = (Path(__file__).parents[2] / "docs" / "advisory-rules.md").read_text()


def test_the_page_has_exactly_the_rules_that_exist_with_their_levels() -> None:
    headings = re.findall(r"^### (\S+) \((\w+)\)$", PAGE, re.MULTILINE)

    assert headings == [(rule.id, str(rule.level)) for rule in RULES.values()]


def test_every_rule_says_why_and_shows_a_bad_and_a_good_example() -> None:
    sections = re.split(r"^### .*$", PAGE, flags=re.MULTILINE)[1:]

    for section, rule in zip(sections, RULES.values(), strict=True):
        assert rule.why in section
        assert len(re.findall(r"^- Bad: .+\n(?:  .+\n)*- Good: .+$", section, re.MULTILINE)) == 1
