"""The cards: a function of the documents on the shelf (`cards.py` writes them, nobody else)."""

from sqlalchemy import JSON, BigInteger, Column, Float, Index, Integer, String, Table, Text, text

from storage.database.columns import count, flag, metadata, time, word

head = Table(
    "head",
    metadata,
    count("id", key=True),
    count("segment"),
    word("segment_digest"),
    count("line"),
    word("line_digest"),
)
"""One row: the newest journal segment these cards have taken in."""

objects = Table(
    "objects",
    metadata,
    word("object_id", key=True),
    word("kind"),
    word("id"),
    count("version"),
    word("inventory"),
    Index("objects_kind", "kind", "id"),
)
"""Every object on the shelf: its newest version and the digest of its inventory."""

account = Table(
    "account",
    metadata,
    word("id", key=True),
    word("platform"),
    word("name"),
    word("url"),
    word("committee"),
    word("activity"),
    word("state"),
    word("owner"),
    word("deputy"),
    count("captures_per_year"),
    time("opened_at"),
    time("closed_at"),
    Column("document", Text, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    word("id", key=True),
    word("account_id"),
    time("started_at", required=True),
    time("finished_at", required=True),
    word("outcome"),
    word("method"),
    word("scope"),
    word("ordered_by"),
    word("reason"),
    word("final_url"),
    count("items_seen"),
    count("items_new"),
    count("items_changed"),
    count("items_gone"),
    count("files"),
    Column("size_bytes", BigInteger, nullable=False),
    Column("not_reached", JSON, nullable=False),
    Index("capture_account", "account_id", "started_at"),
    Index("capture_started", "started_at", "id"),
)

_WAITS = text("queue > 0")
item = Table(
    "item",
    metadata,
    word("id", key=True),
    word("account_id"),
    word("identity"),
    word("kind"),
    Column("parent_id", String),
    word("thread_id"),
    word("permalink"),
    word("direction"),
    time("received_at", required=True),
    word("author"),
    Column("text", Text, nullable=False),
    count("versions"),
    word("digest"),
    word("picture"),
    word("registration"),
    word("secrecy"),
    word("visibility"),
    word("retention"),
    flag("diary"),
    flag("confidential"),
    flag("weeding"),
    flag("unsuitable"),
    flag("hidden"),
    count("queue"),
    time("seen_at", required=True),
    Column("risk", Float, nullable=False),
    flag("unread"),
    word("asked_of"),
    word("expires_on"),
    word("designation"),
    time("registered_at"),
    word("first_capture"),
    word("last_capture"),
    time("missing_since"),
    time("marked_at"),
    Index("item_account", "account_id", "received_at"),
    Index("item_own", "account_id", "direction", "kind", "received_at"),
    Index("item_received", "received_at"),
    Index("item_queue", "queue", text("(-risk)"), "seen_at", "id", "hidden", "account_id"),
    Index(
        "item_account_queue",
        "account_id",
        "queue",
        text("(-risk)"),
        "seen_at",
        "id",
        "hidden",
        "risk",
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    ),
    Index("item_waiting", "queue", "hidden", "account_id", "seen_at"),
    Index("item_unread", "unread", "risk", "id", "hidden", "account_id"),
    Index("item_open", "hidden", "account_id"),
    Index("item_asked", "asked_of"),
    Index("item_secrecy", "secrecy", "visibility"),
    Index("item_retention", "retention", "expires_on"),
    Index("item_thread", "thread_id"),
    Index("item_registered", "registered_at", "id"),
)
"""`hidden`: only a sight with secrets may see, count or match the row (law 5). `queue` is a place of
`archiver/lifecycle/queue.py`, `seen_at` when the newest wording was first seen, `risk` how likely it is secret, 0–1; `unread`
whether nothing but weeding is asked about it and nobody has decided; `asked_of` whose second opinion is waited for, `|anna|bo|`;
`registered_at` when the register entry was made; `marked_at` when the mark of secrecy was noted; `expires_on`
the last day of a running period, `ÅÅÅÅ-MM-DD`, empty where none runs or it is not known."""

register = Table(
    "register",
    metadata,
    word("designation", key=True),
    word("object_id", key=True),
    word("authority"),
    count("year"),
    count("number"),
    Index("register_authority", "authority", "year", "number"),
)
"""Every register number ever given, also of what was weeded since: no number is given twice."""

journal = Table(
    "journal",
    metadata,
    count("number", key=True),
    count("segment"),
    time("at", required=True),
    word("who"),
    word("did"),
    word("about"),
    Column("why", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    word("previous"),
    word("digest"),
    Index("journal_about", "about", "number"),
    Index("journal_at", "at"),
)

person = Table(
    "person",
    metadata,
    word("username", key=True),
    word("name"),
    word("email"),
    Column("roles", JSON, nullable=False),
    Column("committees", JSON, nullable=False),
    flag("active"),
)

delivery = Table(
    "delivery",
    metadata,
    word("id", key=True),
    word("format"),
    time("made_at", required=True),
    word("made_by"),
    word("recipient"),
    Column("selection", JSON, nullable=False),
    count("objects"),
    word("digest"),
    word("path"),
    word("receipt"),
)

disclosure = Table(
    "disclosure",
    metadata,
    word("id", key=True),
    word("designation"),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    time("received_at", required=True),
    word("authority"),
    Column("items", JSON, nullable=False),
    Column("tested", JSON, nullable=False),
    time("handed_out_at"),
)
"""Requests for records; what was asked for stands on the shelf alone."""

tombstone = Table(
    "tombstone",
    metadata,
    word("object_id", key=True),
    word("kind"),
    word("account_id"),
    time("received_at"),
    time("weeded_at", required=True),
    word("weeded_by"),
    word("approved_by"),
    word("decision"),
)

paper = Table(
    "paper",
    metadata,
    word("object_id", key=True),
    word("kind"),
    word("id"),
    word("state"),
    word("account_id"),
    word("item_id"),
    time("at", required=True),
    Column("document", Text, nullable=False),
    Index("paper_kind", "kind", "state", "at"),
    Index("paper_item", "item_id"),
)
"""Papers about the records, few in number and read whole: rows of the informationshanteringsplan, holds, weeding lists,
removal orders, collective cases. `account_id` and `item_id` are empty where a paper is about no one account or item."""

stamp = Table(
    "stamp",
    metadata,
    word("id", key=True),
    count("segment"),
    word("segment_digest"),
    time("made_at", required=True),
    word("authority"),
    word("serial"),
)

CARDS = (
    head,
    objects,
    account,
    capture,
    item,
    register,
    journal,
    person,
    delivery,
    disclosure,
    tombstone,
    paper,
    stamp,
)
