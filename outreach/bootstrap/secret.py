"""The key that seals what readers leave by, and return paths."""

from pathlib import Path

from outreach.settings import Settings, folder_of


def secret_key_file(settings: Settings) -> Path:
    """Where `init` keeps the key that signs links and return paths."""
    return folder_of(settings.database_url) / "secret.key"


def make_secret_key(settings: Settings) -> Path:
    """The key's file, made with mode 0600 on the first call."""
    import os
    import secrets

    file = secret_key_file(settings)
    if not file.exists():
        # With PostgreSQL nothing else has made the data folder.
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(32) + "\n")
    return file


def secret_key(settings: Settings) -> str:
    """What seals tokens: the setting, else the key that `init` made; it is made now where there is none."""
    return settings.secret_key or make_secret_key(settings).read_text(encoding="ascii").strip()
