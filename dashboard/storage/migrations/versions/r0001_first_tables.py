"""The first tables: campaigns, imports, submissions, actions, their changes, and public actions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "campaigns",
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("call_to_action", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("starts", sa.Time()),
        sa.Column("ends", sa.Time()),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Text()),
        sa.Column("uploaded", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rolled_back_at", sa.DateTime(timezone=True)),
        sa.Column("rolled_back_by", sa.Text()),
        sa.CheckConstraint("uploaded = published + waiting + rejected", name=op.f("ck_imports_nothing_lost")),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaigns.slug"], name=op.f("fk_imports_campaign"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_campaign_sha256"), "imports", ["campaign", "sha256"])
    op.create_table(
        "actions",
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("campaign", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.Column("own_id", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("organiser", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("geocoding", sa.Text(), server_default="", nullable=False),
        sa.Column("expected_people", sa.BigInteger()),
        sa.Column("day", sa.Date()),
        sa.Column("starts", sa.Time()),
        sa.Column("ends", sa.Time()),
        sa.Column("asked_text", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_venue", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_address", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_city", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_region", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_country", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_latitude", sa.Float(precision=53)),
        sa.Column("asked_longitude", sa.Float(precision=53)),
        sa.Column("place_geonameid", sa.Integer()),
        sa.Column("place_name", sa.Text(), nullable=False),
        sa.Column("place_region", sa.Text(), nullable=False),
        sa.Column("place_country_code", sa.String(length=2), nullable=False),
        sa.Column("place_latitude", sa.Float(precision=53), nullable=False),
        sa.Column("place_longitude", sa.Float(precision=53), nullable=False),
        sa.Column("place_timezone", sa.Text(), nullable=False),
        sa.Column("place_precision", sa.String(length=20), nullable=False),
        sa.Column("place_population", sa.Integer(), nullable=False),
        sa.Column("city_geonameid", sa.Integer()),
        sa.Column("city_name", sa.Text(), nullable=False),
        sa.Column("city_region", sa.Text(), nullable=False),
        sa.Column("city_country_code", sa.String(length=2), nullable=False),
        sa.Column("city_latitude", sa.Float(precision=53), nullable=False),
        sa.Column("city_longitude", sa.Float(precision=53), nullable=False),
        sa.Column("city_timezone", sa.Text(), nullable=False),
        sa.Column("city_precision", sa.String(length=20), nullable=False),
        sa.Column("city_population", sa.Integer(), nullable=False),
        sa.Column("written_status", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaigns.slug"], name=op.f("fk_actions_campaign"), onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_actions_import_id")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_actions")),
        sa.UniqueConstraint("campaign", "key", name=op.f("uq_actions_campaign")),
    )
    op.create_index(op.f("ix_actions_import_id"), "actions", ["import_id"])
    op.create_table(
        "submissions",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(none_as_null=True)),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_submissions_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "line", name=op.f("pk_submissions")),
    )
    op.create_index(op.f("ix_submissions_import_id_key"), "submissions", ["import_id", "key"])
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("import_id", sa.Integer()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text()),
        sa.Column("before", sa.JSON(none_as_null=True)),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_changes_import_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["uid"], ["actions.uid"], name=op.f("fk_changes_uid"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_import_id"), "changes", ["import_id"])
    op.create_index(op.f("ix_changes_uid"), "changes", ["uid"])
    op.create_table(
        "public_actions",
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("campaign", sa.String(length=100), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("venue", sa.Text(), server_default="", nullable=False),
        sa.Column("organiser", sa.Text(), server_default="", nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("starts", sa.Time()),
        sa.Column("ends", sa.Time()),
        sa.Column("timezone", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("expected_people", sa.BigInteger()),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("precision", sa.String(length=20), nullable=False),
        sa.Column("city_id", sa.Integer()),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("country_code", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Float(precision=53)),
        sa.Column("longitude", sa.Float(precision=53)),
        sa.Column("city_latitude", sa.Float(precision=53)),
        sa.Column("city_longitude", sa.Float(precision=53)),
        sa.CheckConstraint(
            "(visibility = 'count_only') = (city_id IS NULL) AND (city_id IS NULL) = (latitude IS NULL)",
            name=op.f("ck_public_actions_shown_or_counted"),
        ),
        sa.CheckConstraint("visibility != 'hidden'", name=op.f("ck_public_actions_never_hidden")),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaigns.slug"], name=op.f("fk_public_actions_campaign"), onupdate="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["uid"], ["actions.uid"], name=op.f("fk_public_actions_uid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_public_actions")),
    )
    op.create_index(op.f("ix_public_actions_campaign_city_id"), "public_actions", ["campaign", "city_id"])
    op.create_index(
        op.f("ix_public_actions_campaign_country_code"), "public_actions", ["campaign", "country_code"]
    )
    op.create_index(op.f("ix_public_actions_campaign_day"), "public_actions", ["campaign", "day"])
    op.create_index(op.f("ix_public_actions_campaign_status"), "public_actions", ["campaign", "status"])


def downgrade() -> None:
    """Drops the tables."""
    op.drop_table("public_actions")
    op.drop_table("changes")
    op.drop_table("submissions")
    op.drop_table("actions")
    op.drop_table("imports")
    op.drop_table("campaigns")
