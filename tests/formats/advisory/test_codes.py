import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import TemplateProblem
from outreach.formats import merge
from outreach.formats.advisory import codes
from outreach.model.message import Parts
from tests.formats.test_merge import fields

_PLAIN = st.text(st.characters(exclude_characters="\r\ufdd0\ufdd1\ufdd2", exclude_categories=["Cs"]))
_CODE = st.sampled_from(["{{ recipient.name }}", "{% if recipient.city %}x{% endif %}", '{{ recipient.city or "}}" }}'])


@settings(deadline=None)
@given(_PLAIN)
def test_what_is_no_code_comes_out_as_it_went_in(text: str) -> None:
    template = codes.put_back(text, ())

    assert merge.compiled(Parts("", template, "")).fill(fields()).text == text


@settings(deadline=None)
@given(st.lists(st.one_of(_CODE, st.sampled_from(["{", "}", "%", "#", " a ", "{ {", "\n", "<", '"']))))
def test_code_comes_back_where_it_was(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        direct = merge.compiled(Parts("", text, "")).fill(fields()).text
        protected = codes.protected(text)
    except TemplateProblem:
        return

    template = codes.put_back(protected.text, protected.codes)

    assert merge.compiled(Parts("", template, "")).fill(fields()).text.split() == direct.split()


def test_a_choice_on_a_line_of_its_own_is_a_block_and_lines_are_still_known() -> None:
    protected = codes.protected("one\n{% if recipient.city %}\ntwo\n{# a\nb #}\nthree\n{% endif %}\nfour")

    assert [line for line, text in zip(protected.lines, protected.text.split("\n"), strict=True) if text.isalpha()] == [
        0,
        2,
        5,
        7,
    ]


def test_raw_text_is_text() -> None:
    protected = codes.protected("{% raw %}{{ name }}{% endraw %}")

    assert (protected.text, protected.codes) == ("{{ name }}", ())
    assert merge.compiled(Parts("", codes.put_back(protected.text, ()), "")).fill(fields()).text == "{{ name }}"


@pytest.mark.parametrize("text", ["a\n{{ recipient.name", "a\n{% if recipient.name", "a\n{# never", "a\n{% raw %}"])
def test_code_without_an_end_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        codes.protected(text)

    assert caught.value.line == 2
