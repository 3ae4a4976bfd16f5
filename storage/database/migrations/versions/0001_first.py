"""The tables that last: passwords, timetable, orders, and when each object was verified."""

import sqlalchemy as sa
from alembic import op

from storage.database.schema import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "vault",
        sa.Column("username", sa.String, primary_key=True),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("changed_at", UtcTime, nullable=False),
    )
    op.create_table(
        "schedule",
        sa.Column("account_id", sa.String, primary_key=True),
        sa.Column("due_at", UtcTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("last_error", sa.String, nullable=False),
        sa.Column("last_ok_at", UtcTime),
        sa.Column("alarm_since", UtcTime),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("argument", sa.String, nullable=False),
        sa.Column("ordered_by", sa.String, nullable=False),
        sa.Column("ordered_at", UtcTime, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("claimed_by", sa.String, nullable=False),
        sa.Column("claimed_at", UtcTime),
        sa.Column("finished_at", UtcTime),
        sa.Column("result", sa.String, nullable=False),
    )
    op.create_index("orders_state", "orders", ["state", "id"])
    op.create_table(
        "fixity",
        sa.Column("object_id", sa.String, primary_key=True),
        sa.Column("inventory", sa.String, nullable=False),
        sa.Column("verified_at", UtcTime, nullable=False),
    )
