"""Pages for everybody, without signing in: the municipality's list of accounts and, where it is switched on, a search in what
may be published.

The list is the guideline's (page 3). The search shows only what the public reading copy would (`archiver/export/publication.py`):
decided all through, open, still published, no private person's name, no personal number.
"""

from archiver.errors.usage import Unknown
from archiver.export.formats import register
from archiver.export.publication import publishable, shown_author
from archiver.model import Sight
from archiver.records import ItemRecord
from archiver.text import Text
from jobs.context import Context
from jobs.public_list import listed
from storage.database import items
from storage.database.items import ItemFilter
from web.account_words import platform_name
from web.answer import Answer, SentBytes, Shown
from web.call import Call
from web.route import Access, Section, get

MOST = 50
READ = 400
"""How many of the newest that match are looked at: the search is a service, not the archive."""
MEDIA = {"konton.json": "application/json", "konton.csv": "text/csv"}


def accounts(call: Call) -> Answer:
    """The list of accounts."""
    material, rows = listed(Context(call.desk.config, call.desk.archive, now=call.desk.now))
    values = {
        "open": [row for row in rows if row.status == "öppet"],
        "closed": [row for row in rows if row.status != "öppet"],
        "attested_at": material.attested_at,
        "search": call.desk.config.publishing.search,
        "platform_name": platform_name,
    }
    return Shown("public_accounts.html", Text("Kommunens konton i sociala medier", "Our social media accounts"), values)


def file(call: Call) -> Answer:
    """The list as JSON or CSV. Raises Unknown for other names."""
    name = f"konton.{call.path_values['kind']}"
    if name not in MEDIA:
        raise Unknown(kind=Text("fil", "file"), name=name)
    material, rows = listed(Context(call.desk.config, call.desk.archive, now=call.desk.now))
    return SentBytes(register.files_of(material, rows)[name], MEDIA[name], name)


def search(call: Call) -> Answer:
    """Search in what may be published. Raises Unknown where it is not switched on."""
    if not call.desk.config.publishing.search:
        raise Unknown(kind=Text("sida", "page"), name=call.path)
    words = call.query.get("ord", "").strip()[:200]
    found: list[tuple[ItemRecord, str]] = []
    if words:
        chosen = ItemFilter(query=words, state="publicerad", limit=READ)
        with call.desk.archive.session() as session:
            ids = [row.id for row in items.listed(session, chosen, Sight(secrets=False))]
        for one in ids:
            record = call.desk.archive.get(ItemRecord, one)
            author = shown_author(record)
            if publishable(record) and _stands_there(words, f"{record.latest.text} {author}"):
                found.append((record, author))
    values = {"words": words, "found": found[:MOST], "more": len(found) > MOST}
    return Shown("public_search.html", Text("Sök i kommunens sociala medier", "Search our social media"), values)


def _stands_there(words: str, shown: str) -> bool:
    """Whether something of what is asked for stands in what is shown: a hit on a hidden name would tell the name."""
    told = shown.casefold()
    return any(word.strip('"*').casefold()[:4] in told for word in words.split() if word.strip('"*'))


SECTION = Section(
    "offentligt",
    (
        get("/offentligt/konton", accounts, Access.PUBLIC),
        get("/offentligt/konton.{kind}", file, Access.PUBLIC),
        get("/offentligt/sok", search, Access.PUBLIC),
    ),
)
