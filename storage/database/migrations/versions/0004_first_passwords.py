"""First passwords, which must be changed before anything else is done."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("vault", sa.Column("temporary", sa.Boolean, nullable=False, server_default=sa.false()))
