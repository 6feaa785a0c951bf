"""The first tables: campaigns, imports, submissions, actions, their changes, and public actions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_NUMBERS = ("uploaded", "published", "waiting", "rejected", "created", "changed", "unchanged")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "campaigns",
        sa.Column("slug", sa.String(100), primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        *_texts("summary", "call_to_action"),
        *_when(),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), primary_key=True),
        _campaign(),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("imported_at", _MOMENT, nullable=False),
        sa.Column("imported_by", sa.Text()),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _NUMBERS),
        sa.Column("rolled_back_at", _MOMENT),
        sa.Column("rolled_back_by", sa.Text()),
        sa.CheckConstraint("uploaded = published + waiting + rejected", name="nothing_lost"),
        sa.Index(None, "campaign", "sha256"),
    )
    op.create_table(
        "actions",
        sa.Column("uid", sa.String(40), primary_key=True),
        _campaign(),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("import_id", sa.Integer(), sa.ForeignKey("imports.id"), nullable=False, index=True),
        sa.Column("fingerprint", sa.String(40), nullable=False),
        sa.Column("removed_at", _MOMENT),
        *_texts("own_id", "title", "description", "organiser", "contact", "link", "language", "geocoding"),
        sa.Column("expected_people", sa.BigInteger()),
        *_when(),
        *_texts("asked_text", "asked_venue", "asked_address", "asked_city", "asked_region", "asked_country"),
        sa.Column("asked_latitude", sa.Float(53)),
        sa.Column("asked_longitude", sa.Float(53)),
        *_place("place"),
        *_place("city"),
        *(
            sa.Column(name, sa.String(20), nullable=False)
            for name in ("written_status", "status", "visibility")
        ),
        sa.UniqueConstraint("campaign", "key"),
    )
    op.create_table(
        "submissions",
        _of("imports.id", sa.Integer(), "import_id", primary_key=True),
        sa.Column("line", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(none_as_null=True)),
        sa.Index(None, "import_id", "key"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("actions.uid", sa.String(40), "uid", nullable=False, index=True),
        _of("imports.id", sa.Integer(), "import_id", index=True),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("changed_by", sa.Text()),
        sa.Column("before", sa.JSON(none_as_null=True)),
        sa.Column("undone", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "public_actions",
        _of("actions.uid", sa.String(40), "uid", primary_key=True),
        _campaign(),
        *_texts("title", "description", "venue", "organiser", "link", "language"),
        *_when(),
        *_texts("timezone"),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("expected_people", sa.BigInteger()),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("precision", sa.String(20), nullable=False),
        sa.Column("city_id", sa.Integer()),
        *_texts("city", "region"),
        sa.Column("country_code", sa.String(2), nullable=False),
        *(
            sa.Column(name, sa.Float(53))
            for name in ("latitude", "longitude", "city_latitude", "city_longitude")
        ),
        sa.CheckConstraint("visibility != 'hidden'", name="never_hidden"),
        sa.CheckConstraint(
            "(visibility = 'count_only') = (city_id IS NULL) AND (city_id IS NULL) = (latitude IS NULL)",
            name="shown_or_counted",
        ),
        *(sa.Index(None, "campaign", name) for name in ("city_id", "country_code", "day", "status")),
    )


def _campaign() -> sa.Column[Any]:
    slug = sa.ForeignKey("campaigns.slug", onupdate="CASCADE")
    return sa.Column("campaign", sa.String(100), slug, nullable=False)


def _of(key: str, kind: sa.types.TypeEngine[Any], name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, sa.ForeignKey(key, ondelete="CASCADE"), **options)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def _when() -> list[sa.Column[Any]]:
    return [sa.Column("day", sa.Date()), sa.Column("starts", sa.Time()), sa.Column("ends", sa.Time())]


def _place(prefix: str) -> list[sa.Column[Any]]:
    return [
        sa.Column(f"{prefix}_geonameid", sa.Integer()),
        sa.Column(f"{prefix}_name", sa.Text(), nullable=False),
        sa.Column(f"{prefix}_region", sa.Text(), nullable=False),
        sa.Column(f"{prefix}_country_code", sa.String(2), nullable=False),
        sa.Column(f"{prefix}_latitude", sa.Float(53), nullable=False),
        sa.Column(f"{prefix}_longitude", sa.Float(53), nullable=False),
        sa.Column(f"{prefix}_timezone", sa.Text(), nullable=False),
        sa.Column(f"{prefix}_precision", sa.String(20), nullable=False),
        sa.Column(f"{prefix}_population", sa.Integer(), nullable=False),
    ]
