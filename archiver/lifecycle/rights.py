"""What each role may see and do, besides the steps whose roles stand in their own tables.

One row per role. `Sight` is what the reading of cards is limited by: nobody without the right ever sees, counts or
matches a suspected or marked secret (law 5). Registrator and arkivarie see secrets wherever they work; kontoansvarig and
informatör only within nämnder they are named for; the operator and the reader never do (OSL 8:1: secrecy also applies
between nämnder).
"""

from enum import StrEnum

from archiver.errors.refused import RightRefused
from archiver.lifecycle.item_facts import hidden
from archiver.lifecycle.table import roles_text
from archiver.model import KeyHolder, Person, Role, Sight
from archiver.records import ItemRecord
from archiver.text import Text


class Right(StrEnum):
    """What may be seen or done outside the lawful-step tables."""

    SEE_ACCOUNTS = "se_konton"
    SEE_ITEMS = "se_handlingar"
    SEE_SECRETS = "se_sekretess"
    SEE_SECRETS_OWN = "se_sekretess_inom_egen_nämnd"
    SEE_JOURNAL = "se_journal"
    SEE_STATUS = "se_läget"
    CAPTURE = "fånga"
    SAVE = "spara_före_borttagning"
    TAKE_IN = "ta_in"
    REVIEW = "granska"
    EXPORT = "exportera"
    DISCLOSE = "lämna_ut"
    WEED = "gallra"
    ATTEST_GUIDELINE = "intyga_riktlinjen"
    RUN = "driva"
    MANAGE_PEOPLE = "hantera_personer"


LABELS: dict[Right, Text] = {
    Right.SEE_ACCOUNTS: Text("se kontoförteckningen", "see the register of accounts"),
    Right.SEE_ITEMS: Text("se handlingar", "see records"),
    Right.SEE_SECRETS: Text("se sekretessbelagda handlingar", "see secret records"),
    Right.SEE_SECRETS_OWN: Text(
        "se sekretessbelagda handlingar inom egen nämnd", "see secret records of own committee"
    ),
    Right.SEE_JOURNAL: Text("läsa journalen", "read the journal"),
    Right.SEE_STATUS: Text("se läget", "see the status"),
    Right.CAPTURE: Text("ta en fångst", "take a capture"),
    Right.SAVE: Text("spara ett inlägg före borttagning", "save an item before removal"),
    Right.TAKE_IN: Text("ta in material", "take material in"),
    Right.REVIEW: Text("granska förslag", "review proposals"),
    Right.EXPORT: Text("exportera", "export"),
    Right.DISCLOSE: Text("lämna ut handlingar", "disclose records"),
    Right.WEED: Text("föreslå och köra gallring", "propose and run weeding"),
    Right.ATTEST_GUIDELINE: Text("intyga att riktlinjen är genomgången", "attest that the guideline is reviewed"),
    Right.RUN: Text("kontrollera och bygga om arkivet", "verify and rebuild the archive"),
    Right.MANAGE_PEOPLE: Text("lägga till personer och ge roller", "add people and give roles"),
}

_SEE = frozenset({Right.SEE_ACCOUNTS, Right.SEE_STATUS})
_KEEP_ACCOUNT = _SEE | {Right.SEE_ITEMS, Right.SEE_SECRETS_OWN, Right.CAPTURE, Right.SAVE, Right.TAKE_IN}
_KEEP_RECORDS = _SEE | {
    Right.SEE_ITEMS,
    Right.SEE_SECRETS,
    Right.SEE_JOURNAL,
    Right.CAPTURE,
    Right.SAVE,
    Right.TAKE_IN,
    Right.REVIEW,
    Right.EXPORT,
    Right.DISCLOSE,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ACCOUNT_OWNER: _KEEP_ACCOUNT,
    Role.COMMUNICATOR: _SEE | {Right.SEE_ITEMS, Right.CAPTURE, Right.SAVE, Right.TAKE_IN},
    Role.REGISTRAR: _KEEP_RECORDS,
    Role.ARCHIVIST: _KEEP_RECORDS | {Right.WEED, Right.RUN},
    Role.INFORMATION_OFFICER: _KEEP_ACCOUNT | {Right.SEE_JOURNAL, Right.ATTEST_GUIDELINE},
    Role.WEB_MANAGER: _SEE | {Right.SEE_ITEMS, Right.CAPTURE, Right.EXPORT},
    Role.MANAGER: _SEE | {Right.SEE_ITEMS},
    Role.OPERATOR: _SEE | {Right.CAPTURE, Right.SEE_JOURNAL, Right.RUN},
    Role.READER: _SEE | {Right.SEE_ITEMS},
    Role.ADMINISTRATOR: _SEE | {Right.SEE_JOURNAL, Right.RUN, Right.MANAGE_PEOPLE},
}


def rights_of(person: Person) -> frozenset[Right]:
    """All rights of a person's roles; none of somebody inactive."""
    if not person.active:
        return frozenset()
    found: frozenset[Right] = frozenset().union(*(RIGHTS[role] for role in person.roles))
    return found & person.rights if isinstance(person, KeyHolder) else found


def may(person: Person, right: Right, committee: str = "") -> bool:
    """Whether a person has a right, within the nämnd where one is given.

    The right to see secrets of one's own nämnd needs that nämnd named on the person.
    """
    rights = rights_of(person)
    if right is Right.SEE_SECRETS and committee and Right.SEE_SECRETS_OWN in rights and committee in person.committees:
        return True
    within = not person.committees or not committee or committee in person.committees
    return right in rights and within


def require(person: Person, right: Right, committee: str = "") -> None:
    """RightRefused, naming the roles that have the right, unless the person `may`."""
    if not may(person, right, committee):
        having = [role for role, rights in RIGHTS.items() if right in rights]
        raise RightRefused(person=person.username, step=LABELS[right], needs=roles_text(having))


def sight_of(person: Person) -> Sight:
    """What a person sees of records, for every list, count and search.

    A person limited to nämnder sees those only. A kontoansvarig or informatör for whom no nämnd is named sees no
    secrets: there is no nämnd they would be at home in.
    """
    rights = rights_of(person)
    if Right.SEE_ITEMS not in rights:
        return Sight(secrets=False, committees=frozenset())
    own = Right.SEE_SECRETS_OWN in rights and bool(person.committees)
    return Sight(secrets=Right.SEE_SECRETS in rights or own, committees=person.committees or None)


def may_see(person: Person, record: ItemRecord, committee: str) -> bool:
    """Whether a person may see one record of an account of that nämnd; says the same as `sight_of` for lists."""
    sight = sight_of(person)
    within = sight.committees is None or committee in sight.committees
    return within and (sight.secrets or not hidden(record))
