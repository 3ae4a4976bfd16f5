"""All tables of the database together, for whoever needs the whole: migrations, and tests that no table is left out.

Three sorts: **cards** are a function of the documents on the shelf; **working tables** say what is going on now; the
**vault** holds what must never lie on the shelf.
"""

from storage.database.card_tables import CARDS
from storage.database.columns import metadata
from storage.database.vault_tables import VAULT
from storage.database.working_tables import WORKING

__all__ = ["CARDS", "VAULT", "WORKING", "metadata"]
