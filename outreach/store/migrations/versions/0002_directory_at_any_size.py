"""Coordinates, usages and confirmation; history, merges, offices, the rota; what people are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What the directory knows besides names, numbers and addresses."""
    _new_columns()
    _fill_in()
    _history()
    _offices()
    _beside_contacts()
    _search()


def _new_columns() -> None:
    for name in ("latitude", "longitude"):
        op.add_column("city", sa.Column(name, sa.Float(), nullable=True))
    for table in ("phone", "email"):
        op.add_column(table, sa.Column("usage", sa.String(), nullable=True))
    op.add_column("mailing_list", sa.Column("query", sa.String(), nullable=True))
    # SQLite adds no column that must be filled without a default, and making the table anew would, with foreign keys on,
    # take everybody's numbers with it. The default is never used: the program always says when.
    never = sa.text("'1970-01-01 00:00:00'")
    op.add_column(
        "contact", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False, server_default=never)
    )


def _fill_in() -> None:
    """Where the cities are; and everybody was last confirmed when they were last changed."""
    from outreach.errors import NotFound
    from outreach.store import gazetteer

    connection = op.get_bind()
    for (city_id,) in connection.execute(sa.text("SELECT id FROM city")).all():
        try:
            city = gazetteer.by_id(city_id)
        except NotFound:
            continue
        connection.execute(
            sa.text("UPDATE city SET latitude = :latitude, longitude = :longitude WHERE id = :id"),
            {"latitude": city.latitude, "longitude": city.longitude, "id": city_id},
        )
    connection.execute(sa.text("UPDATE contact SET confirmed_at = changed_at"))
    for table in ("phone", "email"):
        changed = f"(SELECT changed_at FROM contact WHERE contact.id = {table}.contact_id)"  # noqa: S608 - our own names
        connection.execute(sa.text(f"UPDATE {table} SET verified_at = {changed} WHERE verified_at IS NULL"))  # noqa: S608
    op.create_index("ix_contact_confirmed_at", "contact", ["confirmed_at"])
    # With the order in them, no query has to choose between finding people and having them in order.
    for table in ("phone", "email"):
        op.drop_index(f"ix_{table}_contact_id", table)
        op.create_index(f"{table}_of_contact", table, ["contact_id", "position"])
    op.drop_index("contact_in_city", "contact")
    op.create_index("contact_in_city", "contact", ["kind", "city_id", "sort_key"])


def _history() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_uid", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_change_contact_uid", "change", ["contact_uid"])
    op.create_index("ix_change_batch", "change", ["batch"])
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_uid", sa.String(), nullable=False),
        sa.Column("gone_uid", sa.String(), nullable=False),
        sa.Column("gone_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_merge_kept_uid", "merge", ["kept_uid"])
    op.create_index("ix_merge_gone_uid", "merge", ["gone_uid"])
    op.create_table(
        "distinct_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_uid", sa.String(), nullable=False),
        sa.Column("other_uid", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("one_uid", "other_uid"),
    )
    op.create_index("ix_distinct_pair_other_uid", "distinct_pair", ["other_uid"])


def _offices() -> None:
    op.create_table(
        "office",
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("holidays", sa.String(), nullable=True),
        sa.Column("is_headquarters", sa.Boolean(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("beats", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"]),
        sa.PrimaryKeyConstraint("city_id"),
    )
    op.create_table(
        "shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("uid", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("shift_in_time", "shift", ["kind", "ends_at"])
    op.create_index("ix_shift_contact_id", "shift", ["contact_id"])
    op.create_index("ix_shift_uid", "shift", ["uid"])


def _beside_contacts() -> None:
    op.create_table(
        "card_extra",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("photo_type", sa.String(), nullable=True),
        sa.Column("related", sa.Text(), nullable=False),
        sa.Column("carried", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_table(
        "contact_text",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("parts", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_table(
        "import_layout",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def _search() -> None:
    """Everybody's text, and the indexes over it."""
    from outreach.store import search_index

    search_index.create(op.get_bind())
