"""The table of an account's lawful steps (guideline pages 3–4; RECORDS §7 rows 2–8). `account.py` takes them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from archiver.lifecycle.account_history import paused_since
from archiver.lifecycle.completeness import complete
from archiver.lifecycle.table import Requirement, Step, Table, together
from archiver.model import Absence, Account, AccountState, ApprovalRole, Person, Role
from archiver.text import Text

LAST_CAPTURE_WITHIN = timedelta(days=7)
"""How fresh the last capture must be when an account is closed (RECORDS §3.5: a portrait before closing)."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the requirements look at. `why` is the reason a person gave, `last_capture_at` when the last filed capture
    of the account ended, `no_capture_because` why none can be had any more (the account is gone from the platform)."""

    account: Account
    by: Person
    now: datetime
    why: str = ""
    last_capture_at: datetime | None = None
    no_capture_because: str = ""
    absence: Absence | None = None


_Need = Requirement[AccountFacts]
_Step = Step[AccountState, AccountFacts]

# ------------------------------------------------------------------------------------------------- requirements


def _approved_by(facts: AccountFacts, role: ApprovalRole) -> str | None:
    return next((approval.by for approval in facts.account.approvals if approval.role == role), None)


def _not_the_other(facts: AccountFacts, other: ApprovalRole) -> bool:
    return _approved_by(facts, other) != facts.by.username


def _is_one_of_us(account: Account, absence: Absence) -> bool:
    names = {one.name for one in (account.owner, account.deputy, *account.administrators)}
    return absence.name in names and absence.first <= absence.last


def _fresh_last_capture(facts: AccountFacts) -> bool:
    taken = facts.last_capture_at
    opened = facts.account.opened_at
    fresh = taken is not None and facts.now - taken <= LAST_CAPTURE_WITHIN and (opened is None or taken >= opened)
    return fresh or bool(facts.no_capture_because.strip())


NOTHING_EMPTY = _Need(
    "nothing_empty",
    lambda facts: not complete(facts.account),
    Text("uppgifter saknas i kontots registerrad", "facts are missing in the account's row"),
    "riktlinjen s. 3",
    lambda facts: together(fault.what for fault in complete(facts.account)),
)
MANAGER_FIRST_TIME = _Need(
    "manager_first_time",
    lambda facts: _approved_by(facts, ApprovalRole.MANAGER) is None,
    Text("närmaste chef har redan godkänt", "the line manager has approved already"),
    "riktlinjen s. 3",
)
OFFICER_FIRST_TIME = _Need(
    "officer_first_time",
    lambda facts: _approved_by(facts, ApprovalRole.INFORMATION_OFFICER) is None,
    Text("informatören har redan godkänt", "the information officer has approved already"),
    "riktlinjen s. 3",
)
NOT_ALSO_OFFICER = _Need(
    "not_also_officer",
    lambda facts: _not_the_other(facts, ApprovalRole.INFORMATION_OFFICER),
    Text(
        "chefens och informatörens godkännande ska ges av två olika personer",
        "the manager's and the information officer's approvals shall be given by two different people",
    ),
    "riktlinjen s. 3",
)
NOT_ALSO_MANAGER = _Need(
    "not_also_manager",
    lambda facts: _not_the_other(facts, ApprovalRole.MANAGER),
    NOT_ALSO_OFFICER.missing,
    "riktlinjen s. 3",
)
BY_MANAGER = _Need(
    "by_manager",
    lambda facts: _approved_by(facts, ApprovalRole.MANAGER) is not None,
    Text("närmaste chef har inte godkänt", "the line manager has not approved"),
    "riktlinjen s. 3",
)
BY_OFFICER = _Need(
    "by_officer",
    lambda facts: _approved_by(facts, ApprovalRole.INFORMATION_OFFICER) is not None,
    Text("informatören har inte godkänt", "the information officer has not approved"),
    "riktlinjen s. 3",
)
TWO_PEOPLE = _Need(
    "two_people",
    lambda facts: len({approval.by for approval in facts.account.approvals}) >= len(ApprovalRole),
    NOT_ALSO_OFFICER.missing,
    "riktlinjen s. 3",
)
CREDENTIALS = _Need(
    "credentials",
    lambda facts: facts.account.credentials_deposited,
    Text(
        "inloggningsuppgifterna är inte lämnade till informatören",
        "the credentials are not deposited with the information officer",
    ),
    "riktlinjen s. 3",
)
LAST_CAPTURE = _Need(
    "last_capture",
    _fresh_last_capture,
    Text(
        "en sista fångst från de senaste sju dagarna saknas, och inget skäl är angivet",
        "there is no last capture from the past seven days, and no reason is given",
    ),
    "SKR:s råd om skärmdumpar",
)
ABSENCE = _Need(
    "absence",
    lambda facts: facts.absence is not None and _is_one_of_us(facts.account, facts.absence),
    Text(
        "frånvaron gäller ingen av kontots personer, eller slutar innan den börjar",
        "the absence is of none of the account's people, or ends before it begins",
    ),
    "riktlinjen s. 3",
)
NOT_PAUSED = _Need(
    "not_paused",
    lambda facts: paused_since(facts.account) is None,
    Text("kontot vilar redan", "the account rests already"),
    "riktlinjen s. 4",
)
PAUSED = _Need(
    "paused",
    lambda facts: paused_since(facts.account) is not None,
    Text("kontot vilar inte", "the account does not rest"),
    "riktlinjen s. 4",
)
REASON = _Need(
    "reason",
    lambda facts: bool(facts.why.strip()),
    Text("skäl saknas", "a reason is missing"),
    "god ordning",
)

# ------------------------------------------------------------------------------------------------------ the table

_ANYBODY_WHO_PUBLISHES = frozenset(
    {
        Role.ACCOUNT_OWNER,
        Role.COMMUNICATOR,
        Role.INFORMATION_OFFICER,
        Role.WEB_MANAGER,
        Role.MANAGER,
        Role.ADMINISTRATOR,
    }
)
_KEEPERS = frozenset({Role.INFORMATION_OFFICER, Role.WEB_MANAGER})
_ALIVE = frozenset({AccountState.PROPOSED, AccountState.APPROVED, AccountState.OPEN})


def _step(
    name: str,
    label: Text,
    before: frozenset[AccountState],
    after: AccountState | None,
    roles: frozenset[Role],
    source: str,
    *requirements: _Need,
) -> _Step:
    return Step(name, label, before, after, roles, source, requirements)


ACCOUNT = Table(
    "account",
    Text("Kontot", "The account"),
    AccountState.PROPOSED,
    (
        _step(
            "föreslå",
            Text("föreslå kontot", "propose the account"),
            frozenset({AccountState.PROPOSED}),
            None,
            _ANYBODY_WHO_PUBLISHES,
            "riktlinjen s. 3",
            NOTHING_EMPTY,
        ),
        _step(
            "godkänn_som_chef",
            Text("godkänna kontot som närmaste chef", "approve the account as line manager"),
            frozenset({AccountState.PROPOSED}),
            None,
            frozenset({Role.MANAGER}),
            "riktlinjen s. 3",
            NOTHING_EMPTY,
            MANAGER_FIRST_TIME,
            NOT_ALSO_OFFICER,
        ),
        _step(
            "godkänn_som_informatör",
            Text("godkänna kontot som informatör", "approve the account as information officer"),
            frozenset({AccountState.PROPOSED}),
            None,
            frozenset({Role.INFORMATION_OFFICER}),
            "riktlinjen s. 3",
            NOTHING_EMPTY,
            OFFICER_FIRST_TIME,
            NOT_ALSO_MANAGER,
        ),
        _step(
            "godkänt",
            Text("anse kontot godkänt", "hold the account approved"),
            frozenset({AccountState.PROPOSED}),
            AccountState.APPROVED,
            frozenset({Role.MANAGER, Role.INFORMATION_OFFICER}),
            "riktlinjen s. 3",
            BY_MANAGER,
            BY_OFFICER,
            TWO_PEOPLE,
        ),
        _step(
            "öppna",
            Text("öppna kontot", "open the account"),
            frozenset({AccountState.APPROVED}),
            AccountState.OPEN,
            _KEEPERS,
            "riktlinjen s. 3",
            NOTHING_EMPTY,
            BY_MANAGER,
            BY_OFFICER,
            TWO_PEOPLE,
            CREDENTIALS,
        ),
        _step(
            "avsluta",
            Text("avsluta kontot", "close the account"),
            frozenset({AccountState.OPEN}),
            AccountState.CLOSED,
            _KEEPERS | {Role.ACCOUNT_OWNER},
            "SKR:s råd om skärmdumpar",
            REASON,
            LAST_CAPTURE,
        ),
        _step(
            "avskriv",
            Text("avskriva förslaget", "drop the proposal"),
            frozenset({AccountState.PROPOSED, AccountState.APPROVED}),
            AccountState.CLOSED,
            _KEEPERS | {Role.MANAGER},
            "riktlinjen s. 3",
            REASON,
        ),
        _step(
            "ändra_förslaget",
            Text("ändra förslaget", "change the proposal"),
            frozenset({AccountState.PROPOSED, AccountState.APPROVED}),
            AccountState.PROPOSED,
            _ANYBODY_WHO_PUBLISHES,
            "riktlinjen s. 3",
            NOTHING_EMPTY,
        ),
        _step(
            "ändra_registret",
            Text("ändra kontots registerrad", "change the account's row"),
            frozenset({AccountState.OPEN}),
            None,
            _KEEPERS | {Role.ACCOUNT_OWNER, Role.ADMINISTRATOR},
            "riktlinjen s. 3",
            NOTHING_EMPTY,
            REASON,
        ),
        _step(
            "anteckna_frånvaro",
            Text("anteckna när någon är borta", "note when somebody is away"),
            _ALIVE,
            None,
            _ANYBODY_WHO_PUBLISHES,
            "riktlinjen s. 3",
            ABSENCE,
        ),
        _step(
            "deponera",
            Text("intyga att inloggningsuppgifterna är deponerade", "attest that the credentials are deposited"),
            _ALIVE,
            None,
            frozenset({Role.INFORMATION_OFFICER}),
            "riktlinjen s. 3",
        ),
        _step(
            "intyga",
            Text(
                "intyga att registerraden och aktivitetsplanen stämmer och att skärmdumparna är tagna",
                "attest that the row and the plan are right and the portraits taken",
            ),
            frozenset({AccountState.OPEN}),
            None,
            frozenset({Role.ACCOUNT_OWNER}),
            "riktlinjen s. 5",
            NOTHING_EMPTY,
        ),
        _step(
            "pausa",
            Text("låta kontot vila", "let the account rest"),
            frozenset({AccountState.OPEN}),
            None,
            _KEEPERS | {Role.ACCOUNT_OWNER},
            "riktlinjen s. 4",
            REASON,
            NOT_PAUSED,
        ),
        _step(
            "återuppta",
            Text("återuppta kontot", "take the account up again"),
            frozenset({AccountState.OPEN}),
            None,
            _KEEPERS | {Role.ACCOUNT_OWNER},
            "riktlinjen s. 4",
            PAUSED,
        ),
    ),
)

APPROVE_AS: dict[ApprovalRole, str] = {
    ApprovalRole.MANAGER: "godkänn_som_chef",
    ApprovalRole.INFORMATION_OFFICER: "godkänn_som_informatör",
}
