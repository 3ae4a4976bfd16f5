"""How somebody becomes one of those who administer an account, in four steps, and how they leave (guideline pages 3–4).

1 the line manager agrees, 2 the informatör says who answers for the account, 3 the account owner hands over the log-in
details, 4 the person begins. Whoever leaves has known the password: it is changed, and the new one deposited.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from archiver.errors.refused import StepRefused
from archiver.lifecycle.completeness import different_administrators, same_person
from archiver.lifecycle.table import Requirement, Step, Table, take
from archiver.model import Account, AccountEvent, AccountState, Contact, Joining, JoinState, Person, Role
from archiver.text import Text

PAGE_4 = "riktlinjen s. 4"
NOT_ONE = Text("personen är inte en av administratörerna", "the person is not one of the administrators")


@dataclass(frozen=True, slots=True)
class JoiningFacts:
    """What the requirements look at."""

    account: Account
    person: Contact


_Need = Requirement[JoiningFacts]
_Step = Step[JoinState, JoiningFacts]

NAMED = _Need(
    "named",
    lambda facts: bool(facts.person.name.strip()),
    Text("personens namn saknas", "the person's name is missing"),
    PAGE_4,
)
ALIVE = _Need(
    "alive",
    lambda facts: facts.account.state in (AccountState.APPROVED, AccountState.OPEN),
    Text("kontot är inte godkänt eller är avslutat", "the account is not approved, or closed"),
    PAGE_4,
)
OTHERS_LEFT = _Need(
    "others_left",
    lambda facts: any(not same_person(one, facts.person) for one in different_administrators(facts.account)),
    Text("ingen annan kan administrera kontot", "nobody else can administer the account"),
    "riktlinjen s. 3",
)
_PUBLISHERS = frozenset({Role.ACCOUNT_OWNER, Role.COMMUNICATOR, Role.INFORMATION_OFFICER, Role.MANAGER})
_KEEPERS = frozenset({Role.ACCOUNT_OWNER, Role.INFORMATION_OFFICER})


def _step(
    name: str, label: Text, before: JoinState, after: JoinState, roles: frozenset[Role], *requirements: _Need
) -> _Step:
    return Step(name, label, frozenset({before}), after, roles, PAGE_4, requirements)


JOINING: Table[JoinState, JoiningFacts] = Table(
    "joining",
    Text("Att bli delaktig i ett konto", "Taking part in an account"),
    JoinState.ASKED,
    (
        Step(
            "begär_delaktighet",
            Text("begära att få bli delaktig", "ask to take part"),
            frozenset({JoinState.ASKED}),
            None,
            _PUBLISHERS,
            PAGE_4,
            (NAMED, ALIVE),
        ),
        _step(
            "godkänn_delaktighet",
            Text("godkänna delaktigheten som närmaste chef", "agree to it as line manager"),
            JoinState.ASKED,
            JoinState.AGREED,
            frozenset({Role.MANAGER}),
        ),
        _step(
            "anvisa",
            Text("tala om vem som ansvarar för kontot", "say who answers for the account"),
            JoinState.AGREED,
            JoinState.INFORMED,
            frozenset({Role.INFORMATION_OFFICER}),
        ),
        _step(
            "lämna_inloggning",
            Text("lämna inloggningsuppgifterna", "hand over the log-in details"),
            JoinState.INFORMED,
            JoinState.GIVEN_ACCESS,
            _KEEPERS,
        ),
        _step(
            "börja",
            Text("börja använda kontot", "begin to use the account"),
            JoinState.GIVEN_ACCESS,
            JoinState.TAKING_PART,
            _PUBLISHERS,
            ALIVE,
        ),
        _step(
            "sluta",
            Text("sluta administrera kontot", "stop administering the account"),
            JoinState.TAKING_PART,
            JoinState.LEFT,
            _PUBLISHERS,
            OTHERS_LEFT,
        ),
        _step(
            "byt_lösenord",
            Text("intyga att lösenordet är bytt", "attest that the password is changed"),
            JoinState.LEFT,
            JoinState.ENDED,
            _KEEPERS,
        ),
        Step(
            "avböj",
            Text("avböja delaktigheten", "decline it"),
            frozenset({JoinState.ASKED, JoinState.AGREED, JoinState.INFORMED}),
            JoinState.ENDED,
            frozenset({Role.MANAGER, Role.INFORMATION_OFFICER, Role.ACCOUNT_OWNER}),
            PAGE_4,
        ),
    ),
)


def ask(account: Account, person: Contact, by: Person, now: datetime) -> Account:
    """The account with a request that somebody takes part. Raises RightRefused, StepRefused."""
    return replace(
        account, joinings=(*account.joinings, _taken(account, Joining(person), "begär_delaktighet", by, now))
    )


def go_on(account: Account, number: int, step: str, by: Person, now: datetime) -> Account:
    """The account after the next step of one joining (its place in `account.joinings`).

    Who begins becomes an administrator; who leaves is one no longer, and the deposited details are worth nothing until
    the password is changed and the new one deposited. Raises RightRefused, StepRefused.
    """
    if not 0 <= number < len(account.joinings) or step not in {one.name for one in JOINING.steps[1:]}:
        what = Text("det finns ingen sådan begäran", "there is no such request")
        raise StepRefused(step=JOINING.title, state=account.state.value, what=what)
    before = account.joinings[number]
    after = _taken(account, before, step, by, now)
    joinings = (*account.joinings[:number], after, *account.joinings[number + 1 :])
    others = tuple(one for one in account.administrators if not same_person(one, before.person))
    match after.state:
        case JoinState.TAKING_PART:
            return replace(account, joinings=joinings, administrators=(*others, before.person))
        case JoinState.LEFT:
            return replace(account, joinings=joinings, administrators=others, credentials_deposited=False)
        case _:
            return replace(account, joinings=joinings)


def leave(account: Account, person: Contact, by: Person, now: datetime) -> Account:
    """The account with one of its administrators leaving, also one who was there from the beginning and never asked.

    Raises RightRefused, StepRefused.
    """
    if not any(same_person(one, person) for one in account.administrators):
        raise StepRefused(step=JOINING.step("sluta").label, state=account.state.value, what=NOT_ONE)
    taking_part = JoinState.TAKING_PART
    for number, one in enumerate(account.joinings):
        if one.state is taking_part and same_person(one.person, person):
            return go_on(account, number, "sluta", by, now)
    known = replace(account, joinings=(*account.joinings, Joining(person, taking_part)))
    return go_on(known, len(account.joinings), "sluta", by, now)


def _taken(account: Account, joining: Joining, step: str, by: Person, now: datetime) -> Joining:
    row = JOINING.step(step)
    facts = JoiningFacts(account, joining.person)
    state = take(JOINING, row, joining.state, facts, by=by, committee=account.committee)
    return replace(joining, state=state, history=(*joining.history, AccountEvent(row.name, by.username, now)))
