import pytest

from outreach.formats.advisory import promises


@pytest.mark.parametrize(
    "text",
    [
        "Please find attached the factsheet.",
        "Attached please find the programme.",
        "Enclosed please find the programme.",
        "The programme is attached.",
        "A factsheet is attached to this email.",
        "See the attached table.",
        "(see attachment)",
        "Photos attached.",
        "We attach a map.",
        "Attachment: factsheet.pdf",
        "Vous trouverez ci-joint le plan.",
        "Veuillez trouver en pièce jointe le plan.",
        "Le plan est joint à ce courriel.",
        "Anbei der Plan.",
        "Im Anhang finden Sie den Plan.",
        "In der Anlage finden Sie den Plan.",
        "Den Plan entnehmen Sie bitte der Anlage.",
        "Se adjunta el plano.",
        "Adjunto les remitimos el plano.",
        "En el documento adjunto figura el plano.",
        "In allegato la pianta.",
        "Si allega la pianta.",
        "Segue em anexo a planta.",
        "План прилагается.",
        "План во вложении.",
        "تجدون المخطط في المرفقات.",
        "平面图见附件。",
        "请查收附件。",
        "附件：平面图",
        "For the figures see the attached.",
    ],
)
def test_a_promise_of_a_file_is_heard_in_many_languages(text: str) -> None:
    assert promises.promised(text, has_entry=False)


@pytest.mark.parametrize(
    "text",
    [
        "Great importance is attached to safety, with no strings attached to it.",
        "A dining car is attached to each train, and a house attached to the station.",
        "El director adjunto y la secretaria general adjunta viajan en el tren.",
        "Le conjoint du maire et son adjoint étaient joints par téléphone.",
        "In der Anlage arbeiten 40 Menschen. Die Geldanlage lohnt sich.",
        "O edifício anexo abre em maio.",
        "المرافق العامة مفتوحة، وهذا المرفق جديد.",
        "附近有车站。",
        "协议附件二列出了各港口。",
        "《公约》附件中列有各港口。",
        "Visitors see the enclosed garden and the attached chapel.",
    ],
)
def test_words_that_also_mean_something_else_promise_nothing(text: str) -> None:
    assert promises.promised(text, has_entry=False) is None


def test_the_calendar_entry_goes_along_by_itself() -> None:
    text = "The attached calendar file is for your diary."

    assert promises.promised(text, has_entry=False)
    assert promises.promised(text, has_entry=True) is None
