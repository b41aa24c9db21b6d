"""What the page templates are given of a brand: plain dicts and texts, each checked when it was read."""

from typing import Any

from outreach.model.brand import DARK, LIGHT, Brand, Palette


def view(brand: Brand) -> dict[str, Any]:
    """The brand as data: `light` and `dark` are empty where they are as the templates have them."""
    logo = brand.logo
    return {
        "name": brand.name,
        "short_name": brand.short_name or brand.name,
        "address": brand.address,
        "font": ", ".join(f'"{name}"' if " " in name else name for name in brand.font),
        "light": _colours(brand.light) if brand.light != LIGHT else {},
        "dark": _colours(brand.dark) if brand.dark != DARK else {},
        "logo": {"src": f"cid:{logo.cid}", "alt": logo.alt, "width": logo.width, "height": logo.height} if logo else {},
        "links": [{"words": words, "target": target} for words, target in brand.links],
    }


def _colours(palette: Palette) -> dict[str, str]:
    chosen = {"accent": palette.accent, "text": palette.text, "background": palette.background}
    return {name: str(colour) for name, colour in {**chosen, **palette.shades}.items()}
