"""Which schema this program was built for, told without loading a database library."""

from outreach.errors import StoreOutdated

HEAD = "0008"


def expect_current(version: str | None, *, store: str) -> None:
    """Nothing, if `version` (of the table alembic_version) is ours. Raises StoreOutdated."""
    if version == HEAD:
        return
    if version is None:
        raise StoreOutdated(f"{store} holds no store yet; make one with `outreach init`")
    if version > HEAD:
        raise StoreOutdated(
            f"{store} was made by a newer outreach (schema {version}, this one knows {HEAD}); upgrade outreach"
        )
    raise StoreOutdated(f"{store} has schema {version} and needs {HEAD}; run `outreach database upgrade`")
