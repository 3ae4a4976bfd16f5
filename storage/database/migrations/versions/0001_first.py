"""The tables that last, as the first release has them: working tables and the vault.

Frozen: a change of a lasting table is a revision of its own, and `tests/storage/database/test_migrations.py` says when one
is missing.
"""

import sqlalchemy as sa
from alembic import op

from storage.database.columns import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "fixity",
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("inventory", sa.String(), nullable=False),
        sa.Column("verified_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("object_id"),
    )
    op.create_table(
        "notice_matter",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("first_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "notice_preference",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("muted", sa.JSON(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quiet_to", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("username"),
    )
    op.create_table(
        "one_time_code",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("confirmed_at", UtcTime, nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("username"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("argument", sa.String(), nullable=False),
        sa.Column("ordered_by", sa.String(), nullable=False),
        sa.Column("ordered_at", UtcTime, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("claimed_at", UtcTime, nullable=True),
        sa.Column("finished_at", UtcTime, nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("progress", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("orders_state", "orders", ["state", "id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("notice", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("not_before", UtcTime, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("claimed_at", UtcTime, nullable=True),
        sa.Column("sent_at", UtcTime, nullable=True),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("outbox_key", "outbox", ["key"], unique=True)
    op.create_index("outbox_state", "outbox", ["state", "not_before"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "saved_search",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("alerts", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("looked_at", UtcTime, nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("saved_search_username", "saved_search", ["username"], unique=False)
    op.create_table(
        "schedule",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("due_at", UtcTime, nullable=True),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.Column("last_ok_at", UtcTime, nullable=True),
        sa.Column("alarm_since", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("account_id"),
    )
    op.create_table(
        "secret",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("checked_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("secret_account", "secret", ["account_id", "kind", "version"], unique=True)
    op.create_table(
        "sitting",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("waits_for", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("seen_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("sitting_username", "sitting", ["username"], unique=False)
    op.create_table(
        "token",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("writes", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
        sa.Column("used_at", UtcTime, nullable=True),
        sa.Column("revoked_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("token_digest", "token", ["digest"], unique=True)
    op.create_table(
        "vault",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("username"),
    )
