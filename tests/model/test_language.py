import pytest

from outreach.model import language


@pytest.mark.parametrize(
    ("wanted", "there", "found"),
    [
        pytest.param("fr", "en fr", "fr", id="the language itself"),
        pytest.param("fr es", "en es", "es", id="the second, where the first is not there"),
        pytest.param("pt-BR", "en pt", "pt", id="a region falls away"),
        pytest.param("de-CH-1996", "de-AT de", "de", id="two subtags fall away"),
        pytest.param("zh-Hant-CN-x-private1", "zh zh-Hant", "zh-Hant", id="the example of RFC 4647"),
        pytest.param("de-x-office", "de-x de", "de", id="a single letter falls with what followed it"),
        pytest.param("pt", "en pt-BR", "pt-BR", id="a variant of it"),
        pytest.param("pt-AO en", "en pt-BR", "pt-BR", id="a sister before the next language"),
        pytest.param("en-GB", "en-US en-GB", "en-GB", id="the region before another one"),
        pytest.param("EN_us", "fr en", "en", id="case and underscores"),
        pytest.param("zh-TW", "zh zh-Hant", "zh-Hant", id="Taiwan writes the traditional script"),
        pytest.param("zh-HK", "zh-Hans zh-Hant-TW", "zh-Hant-TW", id="and Hong Kong, from Taiwan"),
        pytest.param("zh-CN", "zh-Hant zh-Hans", "zh-Hans", id="the mainland the simplified one"),
        pytest.param("zh", "zh-Hant zh", "zh", id="no script means no script"),
        pytest.param("zh-TW", "en zh", "zh", id="the bare language before nothing"),
        pytest.param("zh-HK en", "zh-Hans en", "en", id="a language read before a script not read"),
        pytest.param("sr-Latn de", "sr-Cyrl de", "de", id="the same in Serbian"),
        pytest.param("sr-Latn", "fr sr-Cyrl", "sr-Cyrl", id="another script before a foreign language"),
        pytest.param("no", "en nb", "nb", id="Norwegian is Bokmål"),
        pytest.param("iw", "en he", "he", id="a tag that was replaced"),
        pytest.param("ja", "en fr", None, id="nothing"),
        pytest.param("", "en fr", None, id="no language"),
        pytest.param("x-klingon - !! 1 fr", "en fr", "fr", id="what is no tag is passed over"),
    ],
)
def test_a_language_is_looked_up_from_the_special_to_the_general(wanted: str, there: str, found: str | None) -> None:
    assert language.lookup(wanted.split(" "), there.split()) == found
