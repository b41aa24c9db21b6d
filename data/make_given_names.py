"""Makes data/given_names.txt: the first names of many languages, folded, out of the lists that Faker carries.

    pip install faker english-words && python data/make_given_names.py

One name a line, sorted: what tells "Nadia Orlova" from "Harbour Logistics" when nothing else on the line does. Left
out are names of one letter, names in scripts that write no spaces between names, and dictionary words that only
parents in one country ever chose (Meadow, Branch, Justice): they tell nothing. Faker is MIT: see data/NOTICE.
"""

import importlib
import pathlib
import pkgutil
import sys

import faker.providers.person as person
from english_words import get_english_words_set

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from outreach.model.text import fold

# Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic: scripts of which names are told apart by spaces.
LAST_SPACED_SCRIPT = "\u06ff"
# Faker's list of every name that was ever registered in the United States.
REGISTER = "en"


def names_and_locales() -> dict[str, set[str]]:
    """Folded first name -> the locales of the package that list it."""
    found: dict[str, set[str]] = {}
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if "first_name" in attribute and isinstance(values, (list, tuple, dict)):
                for word in (word for name in values if isinstance(name, str) for word in fold(name).split()):
                    found.setdefault(word, set()).add(module.name)
    return found


def main() -> None:
    """Write the file beside this one."""
    dictionary = {word for word in get_english_words_set(["gcide", "web2"]) if word.islower()}
    kept = sorted(
        word
        for word, locales in names_and_locales().items()
        if len(word) > 1
        and word.isalpha()
        and max(word) <= LAST_SPACED_SCRIPT
        and not (locales == {REGISTER} and word in dictionary)
    )
    target = pathlib.Path(__file__).with_name("given_names.txt")
    target.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
