"""Fourth axis, retention (arkivlagen 3 and 10 §§): preserved, period running, held, weeded, transferred.

To preserve is the rule. Weeding needs all of: a decision of the nämnd, a period that has run out, no hold of any kind,
a second person, and a record that is settled, never registered and never secret. Holds always win: from `spärrad` no
step leads to `gallrad`.
"""

from archiver.lifecycle.item_facts import GROUND, Axis, ItemFacts, Need, WeedingDecision, awaits_decision, was_ever
from archiver.lifecycle.table import Step, Table
from archiver.model import Role
from archiver.records import Registration, Retention, Secrecy
from archiver.text import Text

_ARCHIVIST = frozenset({Role.ARCHIVIST})
_MAY_HOLD = frozenset({Role.ARCHIVIST, Role.REGISTRAR, Role.INFORMATION_OFFICER})
SECOND_PERSONS = frozenset({Role.ARCHIVIST, Role.REGISTRAR, Role.INFORMATION_OFFICER, Role.MANAGER})
"""Roles that may be the second person of a weeding."""


def _whole(decision: WeedingDecision) -> bool:
    return all(text.strip() for text in (decision.body, decision.paragraph, decision.dnr, decision.scope))


def _second_person(facts: ItemFacts) -> bool:
    second = facts.warrant.approved_by if facts.warrant else None
    if second is None or facts.by is None:
        return False
    within = not second.committees or not facts.committee or facts.committee in second.committees
    return second.active and within and bool(second.roles & SECOND_PERSONS) and second.username != facts.by.username


def _never_registered(facts: ItemFacts) -> bool:
    record = facts.record
    return record.register_entry is None and not was_ever(record, Axis.REGISTRATION, Registration.REGISTERED)


def _never_secret(facts: ItemFacts) -> bool:
    record = facts.record
    hidden = record.axes.secrecy in (Secrecy.SUSPECTED, Secrecy.MARKED)
    return not hidden and record.secrecy_mark is None and not was_ever(record, Axis.SECRECY, Secrecy.MARKED)


def _expired(facts: ItemFacts) -> bool:
    last_day = facts.warrant.expires_on if facts.warrant else None
    return last_day is not None and last_day < facts.today


DECIDED_BY_COMMITTEE = Need(
    "decided_by_committee",
    lambda facts: (
        facts.warrant is not None
        and _whole(facts.warrant.decision)
        and facts.warrant.decision.decided_on <= facts.today
    ),
    Text(
        "gallringsbeslut med organ, datum, paragraf, diarienummer och omfattning saknas",
        "a weeding decision with body, date, paragraph, dnr and scope is missing",
    ),
    "arkivlagen 10 §, arkivreglementet",
)
EXPIRED = Need(
    "expired",
    _expired,
    Text("gallringsfristen har inte gått ut", "the period has not run out"),
    "arkivlagen 10 §",
)
NO_HOLD = Need(
    "no_hold",
    lambda facts: facts.warrant is not None and not facts.warrant.holds,
    Text("det finns en spärr mot gallring", "there is a hold against weeding"),
    "TF 2:15–16, arkivlagen 3 §",
)
SECOND_PERSON = Need(
    "second_person",
    _second_person,
    Text("en andra behörig person har inte godkänt", "a second person with the right has not approved"),
    "god ordning",
)
NOTHING_UNDECIDED = Need(
    "nothing_undecided",
    lambda facts: not awaits_decision(facts.record) & {Axis.REGISTRATION, Axis.SECRECY},
    Text(
        "förslag om diarieföring eller sekretess är inte avgjorda",
        "proposals on registration or secrecy are not decided",
    ),
    "OSL 5:1",
)
NEVER_REGISTERED = Need(
    "never_registered",
    _never_registered,
    Text("handlingen är eller har varit diarieförd", "the record is or has been registered"),
    "arkivlagen 3 §",
)
NEVER_SECRET = Need(
    "never_secret",
    _never_secret,
    Text(
        "handlingen är eller har varit sekretessmarkerad, eller kan vara sekretessbelagd",
        "the record is or has been marked as secret, or may be secret",
    ),
    "arkivlagen 3 §",
)

RETENTION = Table(
    "retention",
    Text("Bevarande", "Retention"),
    Retention.PRESERVED,
    (
        Step(
            "bevara",
            Text("bevara handlingen", "preserve the record"),
            frozenset({Retention.PRESERVED, Retention.PERIOD_RUNNING}),
            Retention.PRESERVED,
            _ARCHIVIST | {Role.REGISTRAR},
            "arkivlagen 3 §",
        ),
        Step(
            "starta_frist",
            Text("låta gallringsfristen löpa", "let the period run"),
            frozenset({Retention.PRESERVED, Retention.PERIOD_RUNNING}),
            Retention.PERIOD_RUNNING,
            _ARCHIVIST,
            "arkivlagen 10 §",
            (DECIDED_BY_COMMITTEE, NOTHING_UNDECIDED, NEVER_REGISTERED, NEVER_SECRET),
        ),
        Step(
            "spärra",
            Text("spärra handlingen mot gallring", "hold the record against weeding"),
            frozenset({Retention.PRESERVED, Retention.PERIOD_RUNNING, Retention.HELD}),
            Retention.HELD,
            _MAY_HOLD,
            "TF 2:15–16, arkivlagen 3 §",
            (GROUND,),
        ),
        Step(
            "häv_spärren",
            Text("häva spärren", "lift the hold"),
            frozenset({Retention.HELD}),
            Retention.PRESERVED,
            _ARCHIVIST | {Role.REGISTRAR},
            "arkivlagen 3 §",
            (GROUND,),
        ),
        Step(
            "gallra",
            Text("gallra handlingen", "weed the record"),
            frozenset({Retention.PERIOD_RUNNING}),
            Retention.WEEDED,
            _ARCHIVIST,
            "arkivlagen 10 §",
            (DECIDED_BY_COMMITTEE, EXPIRED, NO_HOLD, SECOND_PERSON, NOTHING_UNDECIDED, NEVER_REGISTERED, NEVER_SECRET),
        ),
        Step(
            "överlämna",
            Text("överlämna handlingen till arkivmyndigheten", "transfer the record to the archival authority"),
            frozenset({Retention.PRESERVED}),
            Retention.TRANSFERRED,
            _ARCHIVIST,
            "arkivlagen 9 §",
            (GROUND,),
        ),
        Step(
            "återta",
            Text("återta en överlämnad handling", "take a transferred record back"),
            frozenset({Retention.TRANSFERRED}),
            Retention.PRESERVED,
            _ARCHIVIST,
            "leveransöverenskommelsen",
            (GROUND,),
        ),
    ),
)
