"""Settings: a TOML file and the environment, which wins. The only module that reads the environment.

Own code rather than a settings library: every command starts here, and the libraries take longer to load than to read a
whole list (docs/decisions/0003).
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from outreach.errors import InvalidFile, InvalidValue
from outreach.settings.values import KNOWN

FILE = "outreach.toml"
_PREFIX = "OUTREACH_"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it was found: its variable, its text (None where it is not set), where it came from."""

    variable: str
    text: str | None
    source: str
    value: Any = None
    problem: InvalidValue | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of the public contract (README, "Settings"), each checked."""

    database_url: str
    outbox: Path
    smtp_url: str | None = None
    smtp_password: str | None = None
    smtp_connections: int
    sender: str | None = None
    organisation: str | None = None
    home_country: str | None = None
    public_url: str | None = None
    secret_key: str | None = None
    dkim_key: tuple[Path, ...] | None = None
    dkim_selector: str | None = None
    dkim_domain: str | None = None
    return_path: str | None = None
    rate: int | None = None
    domain_rate: int | None = None
    templates: Path | None = None
    give_up_after: timedelta | None = None
    max_refusals: int | None = None

    def __repr__(self) -> str:
        return "Settings(…)"  # passwords stand among them: never in a log or a traceback


_SECRETS = {"smtp_password", "secret_key"}


def load() -> Settings:
    """The settings of this process. Raises InvalidFile and InvalidValue, naming the variable and what to write."""
    return settled(in_force())


def in_force() -> list[Setting]:
    """Every setting of this process with its source and its problem."""
    return found(os.environ, folder=Path.cwd())


def found(environ: Mapping[str, str], *, folder: Path) -> list[Setting]:
    """Every setting with its source: the environment, else the TOML file in `folder` or among the user's."""
    file, in_file = _file(environ, folder)
    settings = [_found(name, environ, in_file=in_file, file=str(file)) for name in KNOWN]
    store = next((s.value for s in settings if s.variable == "OUTREACH_DATABASE_URL" and s.value), None)
    store = store or f"sqlite:///{user_data() / 'outreach.db'}"
    defaults = {"database_url": store, "smtp_connections": 4, "outbox": folder_of(store) / "outbox"}
    return [_or_default(setting, defaults) for setting in settings]


def _or_default(setting: Setting, defaults: Mapping[str, Any]) -> Setting:
    default = defaults.get(setting.variable.removeprefix(_PREFIX).lower())
    if setting.text is not None or default is None:
        return setting
    return replace(setting, text=str(default), value=default)


def _file(environ: Mapping[str, str], folder: Path) -> tuple[Path | None, dict[str, Any]]:
    for file in _candidates(environ, folder):
        if file.is_file():
            return file, _read(file)
    return None, {}


def _candidates(environ: Mapping[str, str], folder: Path) -> Iterator[Path]:
    yield folder / FILE
    import platformdirs

    yield platformdirs.user_config_path("outreach") / FILE


def _read(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidFile(str(file), f"is no TOML that we can read: {error}") from error
    unknown = [key for key in content if key not in KNOWN]
    if unknown:
        from difflib import get_close_matches

        near = get_close_matches(unknown[0], KNOWN, n=1)
        raise InvalidFile(
            str(file), f"unknown setting {unknown[0]!r}" + (f" (did you mean {near[0]}?)" if near else "")
        )
    return content


def _found(name: str, environ: Mapping[str, str], *, in_file: Mapping[str, Any], file: str) -> Setting:
    variable = _PREFIX + name.upper()
    secret = name in _SECRETS
    if environ.get(variable):
        text, source = environ[variable], "environment"
    elif name in in_file:
        text, source = str(in_file[name]), file
    else:
        return Setting(variable, None, "default", secret=secret)
    try:
        return Setting(variable, text, source, KNOWN[name](text), secret=secret)
    except (ValueError, InvalidValue) as error:
        problem = error if isinstance(error, InvalidValue) else InvalidValue(variable, text, str(error))
        return Setting(variable, text, source, problem=problem, secret=secret)


def settled(settings: list[Setting]) -> Settings:
    """The checked settings. Raises the first InvalidValue."""
    for setting in settings:
        if setting.problem:
            raise setting.problem
    values = {s.variable.removeprefix(_PREFIX).lower(): s.value for s in settings if s.value is not None}
    return Settings(**values)


def user_data() -> Path:
    """The user's data folder (XDG base directories, or what the system has instead)."""
    import platformdirs

    return platformdirs.user_data_path("outreach")


def folder_of(database_url: str) -> Path:
    """The folder beside the store: the SQLite file's, else the user's data folder."""
    prefix = "sqlite:///"
    return Path(database_url.removeprefix(prefix)).parent if database_url.startswith(prefix) else user_data()


def login_name() -> str:
    """Who is logged in here, as the system knows them; empty where it does not say."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def without_password(text: str) -> str:
    """`text` with the password of a URL in it made unreadable."""
    return re.sub(r"(?<=://)([^/@:]*):[^/@]*@", r"\1:***@", text)
