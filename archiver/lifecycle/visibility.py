"""Third axis, visibility on the platform: published, unpublished, deleted by us, removed by its sender, unreachable.

Save before removal: nothing is unpublished or deleted before it lies on the shelf (guideline page 4: "Innan radering
sker, måste innehållet i meddelandet samt information om dess användare sparas"). The archive itself may only state that
something disappeared or came back; a person decides what is taken away, with its ground.
"""

from archiver.lifecycle.item_facts import GROUND, Need
from archiver.lifecycle.table import Step, Table
from archiver.model import Role
from archiver.records import Secrecy, Visibility
from archiver.text import Text

_REMOVERS = frozenset({Role.ACCOUNT_OWNER, Role.COMMUNICATOR, Role.INFORMATION_OFFICER, Role.REGISTRAR})
_ON_PLATFORM = frozenset({Visibility.PUBLISHED, Visibility.UNREACHABLE})

SAVED = Need(
    "saved",
    lambda facts: facts.saved,
    Text(
        "innehållet och uppgifterna om avsändaren är inte sparade i arkivet",
        "the content and the facts of its author are not saved in the archive",
    ),
    "riktlinjen s. 4",
)
NO_OPEN_SUSPICION = Need(
    "no_open_suspicion",
    lambda facts: facts.record.axes.secrecy is not Secrecy.SUSPECTED,
    Text(
        "misstanken om sekretess ska avgöras först (avpublicera så länge)",
        "the suspected secrecy must be settled first (unpublish meanwhile)",
    ),
    "riktlinjen s. 5, OSL 5:1",
)
NOT_SECRET = Need(
    "not_secret",
    lambda facts: facts.record.axes.secrecy not in (Secrecy.SUSPECTED, Secrecy.MARKED),
    Text("handlingen är eller kan vara sekretessbelagd", "the record is or may be secret"),
    "riktlinjen s. 5",
)

VISIBILITY = Table(
    "visibility",
    Text("Synlighet", "Visibility"),
    Visibility.PUBLISHED,
    (
        Step(
            "låt_stå",
            Text("låta inlägget stå kvar", "let it stand"),
            frozenset({Visibility.PUBLISHED}),
            Visibility.PUBLISHED,
            _REMOVERS,
            "riktlinjen s. 4",
            (GROUND, NOT_SECRET),
        ),
        Step(
            "avpublicera",
            Text("avpublicera inlägget", "unpublish it"),
            _ON_PLATFORM,
            Visibility.UNPUBLISHED,
            _REMOVERS,
            "riktlinjen s. 4–5",
            (GROUND, SAVED),
        ),
        Step(
            "radera",
            Text("radera inlägget från plattformen", "delete it from the platform"),
            _ON_PLATFORM | {Visibility.UNPUBLISHED},
            Visibility.DELETED,
            _REMOVERS,
            "riktlinjen s. 4–5",
            (GROUND, SAVED, NO_OPEN_SUSPICION),
        ),
        Step(
            "publicera_åter",
            Text("publicera inlägget åter", "publish it again"),
            frozenset({Visibility.UNPUBLISHED, Visibility.DELETED}),
            Visibility.PUBLISHED,
            _REMOVERS,
            "riktlinjen s. 4",
            (GROUND, NOT_SECRET),
        ),
        Step(
            "avsändaren_tog_bort",
            Text("konstatera att avsändaren har tagit bort inlägget", "state that its sender removed it"),
            _ON_PLATFORM,
            Visibility.REMOVED_BY_SENDER,
            _REMOVERS,
            "riktlinjen s. 4",
            observed=True,
        ),
        Step(
            "går_inte_att_nå",
            Text("konstatera att inlägget inte går att nå", "state that it can't be reached"),
            frozenset({Visibility.PUBLISHED}),
            Visibility.UNREACHABLE,
            _REMOVERS,
            "riktlinjen s. 5",
            observed=True,
        ),
        Step(
            "syns_igen",
            Text("konstatera att inlägget syns igen", "state that it is seen again"),
            frozenset({Visibility.UNREACHABLE, Visibility.REMOVED_BY_SENDER}),
            Visibility.PUBLISHED,
            _REMOVERS,
            "riktlinjen s. 4",
            observed=True,
        ),
    ),
)
