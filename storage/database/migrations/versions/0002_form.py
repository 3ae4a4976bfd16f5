"""Which form the card tables have: they are made anew from the shelf when it changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table("form", sa.Column("cards", sa.String, primary_key=True))
