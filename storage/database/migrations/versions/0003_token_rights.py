"""Keys of other systems carry rights and nämnder instead of roles. None could be made before, so none is lost."""

import sqlalchemy as sa
from alembic import op

from storage.database.columns import UtcTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.drop_index("token_digest", "token")
    op.drop_table("token")
    op.create_table(
        "token",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("rights", sa.JSON(), nullable=False),
        sa.Column("committees", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
        sa.Column("used_at", UtcTime, nullable=True),
        sa.Column("revoked_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("token_digest", "token", ["digest"], unique=True)
