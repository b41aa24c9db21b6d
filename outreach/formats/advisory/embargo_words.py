"""Words by which a text spells out an embargo, or that there is none: "Sperrfrist:", "Not for publication before"."""

import re

# At the beginning only: "The report was under embargo until 3 May" is a story.
_NAMED = (
    r"^[\W\d_]*(?:(?i:strictly|note|please note|hinweis|attention)\W+)?(?i:under embargo|embargoed|embargo|sperrfrist"
    r"|sous embargo|sob embargo|bajo embargo|sotto embargo|unter (?:sperrfrist|embargo)|под эмбарго|эмбарго"
    r"|embargad[oa]|محظور النشر)(?:\W*:|\W+(?i:until|till|to|bis|jusqu|hasta|fino|até|до|حتى))"
    r"|^(?i:this (?:text|release|advisory|statement|report|document) is (?:strictly )?"
    r"(?:under embargo|embargoed) until)"
)
_NOT_BEFORE = (
    r"not for (?:publication|release|broadcast|distribution) (?:before|until)",
    r"(?:à )?ne pas (?:publier|diffuser) avant|pas de (?:publication|diffusion) avant",
    r"no (?:publicar|difundir|divulgar) (?:antes|hasta)|prohibida su (?:publicación|difusión) (?:antes|hasta)",
    r"nicht zur veröffentlichung vor|veröffentlichung nicht vor",
    r"non (?:pubblicare|diffondere) prima",
    r"não (?:publicar|divulgar) antes",
    r"не (?:публиковать|для публикации|разглашать) (?:до|ранее)",
    r"(?:لا ينشر|لا تنشر|ليس للنشر) قبل",
)
# An embargo on oil ends too: these are weighed only where the front matter has one.
_ENDS = (
    r"the embargo (?:lifts|ends|expires|is lifted|will be lifted|will lift|runs until|holds until)\b",
    r"l[’']embargo (?:est levé|sera levé|prend fin|expire|court jusqu)",
    r"el embargo (?:se levanta|termina|vence|expira|finaliza)\b",
    r"die sperrfrist (?:endet|läuft|gilt bis)\b|das embargo endet\b|frei(?:gegeben)? ab\b|frei zur veröffentlichung ab",
    r"l[’']embargo (?:scade|termina|cessa)\b",
    r"o embargo (?:termina|expira|é levantado|cai)\b",
    r"эмбарго (?:снимается|истекает|действует до)\b",
    r"(?:ينتهي|يرفع) (?:حظر النشر|الحظر)",
)
_AT_ONCE = re.compile(
    r"[\W_]*(?:for immediate (?:release|publication|use)|pour (?:diffusion|publication) immédiate|à diffusion immédiate"
    r"|para (?:su )?(?:difusión|publicación) inmediata|de publicación inmediata"
    r"|zur sofortigen (?:veröffentlichung|verwendung|freigabe)|per (?:la )?(?:diffusione|pubblicazione) immediata"
    r"|para (?:divulgação|publicação) imediata|для немедленного (?:опубликования|распространения|использования)"
    r"|للنشر الفوري|供?立即发布)[\W_]*",
    re.IGNORECASE,
)
_TOLD = re.compile(rf"{_NAMED}|^[\W\d_]*(?i:{'|'.join(_NOT_BEFORE)})|\d[日号]前不得(?:发布|发表|刊登|报道)")
_LIFTED = re.compile(rf"^[\W\d_]*(?:{'|'.join(_ENDS)})", re.IGNORECASE)
_BARE_HOUR = re.compile(r",(?=[ \u00a0]?\d{1,2}[ \u00a0]?h\b)")


def told(text: str, *, is_embargoed: bool) -> re.Match[str] | None:
    """Where a sentence tells until when a text is embargoed; some words mean that only if it `is_embargoed`."""
    return _TOLD.search(text) or (_LIFTED.search(text) if is_embargoed else None)


def is_for_now(text: str) -> bool:
    """Whether a sentence says that a text may be printed at once, and nothing else."""
    return bool(_AT_ONCE.fullmatch(text))


def with_hours(text: str) -> str:
    """`text` as `hours` reads it: "9 décembre, 12 h" is an hour here, and could be a shift elsewhere."""
    return _BARE_HOUR.sub(" à", text)
