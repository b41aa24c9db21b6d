"""A visible way off our lists at the end of every mail, in the language of the mail (the rules for bulk senders).

It is laid into parts that are otherwise finished, whatever template made them: the link itself is each reader's own,
and is merged with everything else that is theirs (docs/decisions/0012).
"""

import re
from dataclasses import replace
from html import escape

from outreach.model import language as tags
from outreach.model.message import Parts

# Whoever cannot see the page hears the words of the link alone: they say what it does.
_WORDS = {
    "en": "Unsubscribe from our press mail",
    "fr": "Ne plus recevoir nos courriels de presse",
    "es": "Dejar de recibir nuestros correos de prensa",
    "de": "Unsere Pressemitteilungen abbestellen",
    "it": "Non ricevere più le nostre e-mail per la stampa",
    "pt": "Deixar de receber os nossos e-mails de imprensa",
    "pt-BR": "Deixar de receber nossos e-mails de imprensa",
    "ru": "Отписаться от наших рассылок для прессы",
    "ar": "إلغاء الاشتراك في رسائلنا الصحفية",
    "zh": "退订我们的新闻邮件",
    "zh-Hant": "取消訂閱我們的新聞郵件",
}
_LINK = "{{ reader.way_off }}"
# Our own templates end with a mark of this class: the link stands above it, in its colour.
_END = re.compile(r'<p class="end"(?: style="(?P<style>[^"]*)")?[^>]*>(?![\s\S]*<p class="end")')
_BODY_ENDS = re.compile(r"</body\s*>(?![\s\S]*</body)", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|;)\s*color:\s*([^;\"]+)")


def added(parts: Parts, *, language: str) -> Parts:
    """`parts` with the link in the text and in the HTML. `language` is BCP 47; where we have no words, English."""
    spoken = tags.lookup([language], list(_WORDS)) or "en"
    words = _WORDS[spoken]
    foreign = "" if spoken.partition("-")[0] == language.partition("-")[0].lower() else f' lang="{spoken}" dir="ltr"'
    return replace(parts, text=_in_text(parts.text, words), html=_in_html(parts.html, words, foreign=foreign))


def _in_text(text: str, words: str) -> str:
    # Below the mark that ends what is to be printed, if there is one.
    return f"{text.rstrip()}\n\n{words}: {_LINK}\n"


def _in_html(html: str, words: str, *, foreign: str) -> str:
    end = _END.search(html)
    if end is not None:
        colour = _COLOUR.search(end["style"] or "")
        looks = f"color: {colour[1].strip()}; " if colour else ""
        line = (
            f'<p class="foot-words way-off"{foreign} '
            f'style="margin: 0 0 10px 0; font-size: 13px; line-height: 20px; {looks}">'
            f'<a class="foot-words" href="{_LINK}" style="{looks}text-decoration: underline;">{escape(words)}</a></p>\n'
        )
        return html[: end.start()] + line + html[end.start() :]
    link = f'<a href="{_LINK}">{escape(words)}</a>'
    line = f'<p class="way-off"{foreign} style="text-align: center; font-size: 13px;">{link}</p>\n'
    body = _BODY_ENDS.search(html)
    at = body.start() if body else len(html)
    return html[:at] + line + html[at:]
