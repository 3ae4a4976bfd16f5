"""The first tables."""

from alembic import op

from storage.database import search
from storage.database.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    search.create(op.get_bind())
