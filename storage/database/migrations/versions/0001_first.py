"""The tables that last, as the schema has them: working tables and the vault.

Until the first release this revision follows the schema; from then on it is frozen and every change is a revision.
"""

from alembic import op

from storage.database.schema import VAULT, WORKING, form

revision = "0001"
down_revision = None


def upgrade() -> None:
    for table in (*WORKING, *VAULT):
        if table is not form:  # made by 0002
            table.create(op.get_bind())
