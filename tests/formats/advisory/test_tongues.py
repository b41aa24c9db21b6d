import pytest

from outreach.formats.advisory import tongues

SAID = {
    "English": "The network was founded in 2019 and has eleven members, which meet in the harbour of a city each year.",
    "French": "Le réseau a été fondé en 2019 et compte onze membres, qui se réunissent chaque année dans un port.",
    "Spanish": "La red se fundó en 2019 y tiene once miembros, que se reúnen cada año en el puerto de una ciudad.",
    "German": "Das Netz wurde 2019 gegründet und hat elf Mitglieder, die sich jedes Jahr im Hafen einer Stadt treffen.",
    "Italian": "La rete è nata nel 2019 e ha undici membri, che si riuniscono ogni anno nel porto di una città.",
    "Portuguese": "A rede foi fundada em 2019 e tem onze membros, que se reúnem todos os anos no porto de uma cidade.",
    "Russian": "Сеть была основана в 2019 году, в неё входят одиннадцать городов, которые собираются каждый год.",
    "Arabic": "تأسست الشبكة في عام 2019 وتضم أحد عشر عضوا يجتمعون كل عام في ميناء إحدى المدن.",
    "Chinese": "该网络成立于二零一九年\uff0c有十一个成员\uff0c每年在一座城市的港口开会。",
}
TAGS = dict(zip(SAID, "en fr es de it pt ru ar zh".split(), strict=True))


@pytest.mark.parametrize("other", SAID)
@pytest.mark.parametrize("own", SAID)
def test_a_paragraph_in_another_language_is_told_from_ones_own(own: str, other: str) -> None:
    found = tongues.other_language(SAID[other], language=TAGS[own])

    assert found == (None if own == other else other)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Merci à toutes et à tous !"),
        ("en", "“Le réseau a été fondé en 2019 et compte onze membres, qui se réunissent dans un port.”"),
        ("en", "The song *Die Nacht ist nicht allein zum Schlafen da und der Tag ist lang* was sung."),
        ("en", "Speakers: Maria de la Cruz y Ortiz, Karl von und zu Berg, Leonardo da Vinci of the Città di Castello."),
        ("en", "Médecins Sans Frontières, Reporters sans frontières and Brot für die Welt support the plan."),
        ("en", "Eine deutsche Fassung dieser Mitteilung folgt am Freitag, den 8. Januar 2027, um 10 Uhr."),
        ("de", "Die Show „The best of the night“ startet. Das Team von The Night Train Company ist online."),
        ("es", "Participan el Grupo da Cidade do Porto, la Câmara Municipal de Lisboa y la Universidade do Minho."),
        ("ru", "Международное название сети — Night Train Network (NTN)."),
        ("zh", "阿玛·门萨(Ama Mensah)介绍了 Night Train Network。"),
        ("en", "1. Wien Hauptbahnhof – Genève-Cornavin\n2. Москва, Київ, 北京"),
        ("en", "“Le réseau a été fondé en 2019 et compte onze membres, qui se réunissent dans un port."),
        ("en", "- Réseau des villes portuaires de la Manche et de la mer du Nord"),
        ("en", "- Red de Ciudades Portuarias de España y del Mediterráneo de la Unión"),
        ("sv", SAID["German"]),
        ("ja", SAID["Chinese"]),
    ],
)
def test_names_quotations_titles_and_short_lines_say_nothing(language: str, text: str) -> None:
    assert tongues.other_language(text, language=language) is None


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Приглашаем журналистов на открытие выставки.", "Russian"),
        ("en", "## Приглашаем журналистов на открытие", "Russian"),
        ("en", "请记者们于十点前到场。", "Chinese"),
        ("en", "Une traduction simultanée est prévue pour tous les participants qui le souhaitent.", "French"),
        ("es", "For further information please contact our press office.", "English"),
        ("fr", "For immediate release", "English"),
        ("de", "Pour plus d’informations : press@example.org", "French"),
        ("en", "Для получения дополнительной информации: press@example.org", "Russian"),
    ],
)
def test_a_few_words_can_be_plain(language: str, text: str, found: str) -> None:
    assert tongues.other_language(text, language=language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“Приглашаем журналистов на открытие выставки.”"),
        ("en", "Москва, Київ, Минск, Рига"),
        ("en", "阿玛·门萨、约翰·贝里"),
        ("fr", "For immediate release / Pour diffusion immédiate"),
        ("fr", "Le film « For further information please contact us »"),
    ],
)
def test_a_few_words_can_be_names(language: str, text: str) -> None:
    assert tongues.other_language(text, language=language) is None


@pytest.mark.parametrize(
    ("language", "headline", "found"),
    [
        ("fr", "Two billion people still drink unsafe water", "English"),
        ("en", "Deux milliards de personnes boivent encore une eau insalubre", "French"),
        ("en", "Zwei Milliarden Menschen trinken unsicheres Wasser", "German"),
        ("fr", "World Water Week Opens Today In Harbour Cities", None),
        ("fr", "One Water Summit: deux milliards sans eau potable", None),
        ("de", "Night Train Network: Start in zehn Städten", None),
    ],
)
def test_headlines_have_few_small_words(language: str, headline: str, found: str | None) -> None:
    assert tongues.other_language_of_line(headline, language=language) == found


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Les villes portuaires se réunissent pour le train de nuit", "French"),
        ("Harbour cities meet / Les villes portuaires se réunissent à la mairie", None),
        ("“La vie est belle et la nuit est à nous” opens in Vienna", None),
        ("Harbour cities meet in Vienna", None),
        ("Портовые города собираются в Вене на встречу", "Russian"),
        ("Paris, Wien, Roma, Lisboa", None),
    ],
)
def test_a_headline_must_be_in_another_language_in_all_its_parts(headline: str, found: str | None) -> None:
    assert tongues.other_language_of_line(headline, language="en") == found
