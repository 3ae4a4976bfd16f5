"""The form of an account: its fields by the places `complete` names, to and from an Account, and the faults at their fields.

The plan's points 3 and 4 are asked once and stand in the register row as well, unless that row already says something else.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from archiver.lifecycle.completeness import complete
from archiver.model import Account, ActivityPlan, Contact
from archiver.platforms.registry import PLATFORMS, owner_of
from archiver.text import Text
from web.call import Call

Values = Mapping[str, str]
PLAIN = ("id", "name", "url", "platform", "committee", "activity", "purpose", "captures_per_year", "pages")
PLAN = tuple(f"plan.{name}" for name in ActivityPlan.__slots__)
CONTACT = ("name", "email", "function")
ROWS = 4
"""Rows for administrators in an empty form."""
MOST_ROWS = 30
MOST_CAPTURES = 366
TOO_MANY = Text("högst 366 fångster om året", "366 captures a year at most")
ACTIVITIES = (
    "kommunledning",
    "förskola",
    "skola",
    "socialtjänst",
    "äldreomsorg",
    "hälso- och sjukvård",
    "bibliotek",
    "kultur och fritid",
    "personal",
    "överförmyndare",
)
"""Proposed to whoever writes; the words that decide which secrecy provisions apply (`archiver/classify/grounds.py`)."""
_LETTERS = str.maketrans("åäöéü", "aaoeu")


def rows(values: Values) -> int:
    """How many rows of administrators a form with these values shows."""
    return min(MOST_ROWS, max(ROWS, max(_filled(values), default=0) + 2))


def given(call: Call) -> dict[str, str]:
    """What was written in the form, field by field."""
    return {key: value.strip() for key, value in call.form.items() if isinstance(value, str)}


def begun(call: Call) -> dict[str, str]:
    """What an empty form begins with: what the address of the page says (`?name=…&url=…`), for links from elsewhere."""
    said = {key: call.query[key].strip()[:500] for key in (*PLAIN, *PLAN) if key in call.query}
    return {"captures_per_year": str(call.desk.config.schedule.captures_per_year), **said}


def of_account(account: Account) -> dict[str, str]:
    """The values of an account there is."""
    values = {key: str(getattr(account, key)) for key in PLAIN if key not in ("pages", "platform")}
    values["platform"] = "" if owner_of(account.url).key == account.platform else account.platform
    values["pages"] = "\n".join(account.pages)
    values |= {f"plan.{name}": getattr(account.plan, name) for name in ActivityPlan.__slots__}
    people = {"owner": account.owner, "deputy": account.deputy}
    people |= {f"administrators[{number}]": one for number, one in enumerate(account.administrators)}
    return values | {f"{whose}.{part}": getattr(one, part) for whose, one in people.items() for part in CONTACT}


def account_of(values: Values, before: Account | None = None) -> Account:
    """The account the values describe; what the form does not ask is taken from `before`."""
    url = _with_scheme(values.get("url", ""))
    plan = ActivityPlan(**{name: values.get(f"plan.{name}", "") for name in ActivityPlan.__slots__})
    account = Account(
        id=before.id if before else values.get("id", "") or short_name(values.get("name", "")),
        platform=_platform(values.get("platform", ""), url),
        name=values.get("name", ""),
        url=url,
        committee=values.get("committee", ""),
        activity=values.get("activity", ""),
        purpose=values.get("purpose", ""),
        target_group=plan.target_group,
        monitoring=plan.monitoring,
        owner=_contact(values, "owner"),
        deputy=_contact(values, "deputy"),
        administrators=tuple(_contact(values, f"administrators[{number}]") for number in _filled(values)),
        plan=plan,
        captures_per_year=_number(values.get("captures_per_year", "")),
        pages=tuple(_with_scheme(line.strip()) for line in values.get("pages", "").splitlines() if line.strip()),
    )
    return account if before is None else _kept(account, before)


def faults(account: Account, values: Values) -> dict[str, Text]:
    """What is empty or wrong, by field, in the order of the form."""
    filled = _filled(values)
    found = {_place(fault.place, filled): fault.what for fault in complete(account)}
    # The register row's own target group and monitoring are the plan's, and are told of there.
    for doubled in ("target_group", "monitoring"):
        found.pop(doubled, None)
    if not values.get("id") and not values.get("name"):
        found.pop("id", None)  # it is made of the name
    if account.captures_per_year > MOST_CAPTURES:
        found["captures_per_year"] = TOO_MANY
    return dict(sorted(found.items(), key=lambda fault: _nth(fault[0])))


def _nth(place: str) -> int:
    """Where on the form a field stands; the people come after the plan, the captures last."""
    order = (*PLAIN[:-2], *PLAN, "owner", "deputy", "administrators", *PLAIN[-2:])
    found = [number for number, one in enumerate(order) if place == one or place.startswith((f"{one}.", f"{one}["))]
    return found[0] if found else len(order)


def short_name(name: str) -> str:
    """A name as an id: `Lillåns bibliotek` → `lillans-bibliotek`."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().translate(_LETTERS))[:60].strip("-")


def hosts() -> str:
    """Which hosts are whose, for the page's script: `facebook.com=Facebook`, a line each."""
    return "\n".join(f"{host}={member.name.sv}" for member in PLATFORMS for host in member.hosts)


def _kept(account: Account, before: Account) -> Account:
    """The account as changed, with what the form doesn't ask; a row that said something else than its plan goes on doing so."""
    return replace(
        before,
        platform=account.platform,
        name=account.name,
        url=account.url,
        committee=account.committee,
        activity=account.activity,
        purpose=account.purpose,
        target_group=_followed(before.target_group, before.plan.target_group, account.plan.target_group),
        monitoring=_followed(before.monitoring, before.plan.monitoring, account.plan.monitoring),
        owner=account.owner,
        deputy=account.deputy,
        administrators=account.administrators,
        plan=account.plan,
        captures_per_year=account.captures_per_year,
        pages=account.pages,
    )


def _followed(row: str, before: str, after: str) -> str:
    return row if before == after else after


def _contact(values: Values, whose: str) -> Contact:
    return Contact(*(values.get(f"{whose}.{part}", "") for part in CONTACT))


def _filled(values: Values) -> list[int]:
    return [number for number in range(MOST_ROWS) if any(values.get(_admin(number, part)) for part in CONTACT)]


def _admin(number: int, part: str) -> str:
    return f"administrators[{number}].{part}"


def _place(place: str, filled: list[int]) -> str:
    """The field of a fault: administrators are counted without the empty rows."""
    found = re.fullmatch(r"administrators\[(\d+)\](.*)", place)
    if found is None:
        return "pages" if place.startswith("pages[") else place
    return f"administrators[{filled[int(found[1])]}]{found[2]}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _platform(chosen: str, url: str) -> str:
    return chosen if any(member.key == chosen for member in PLATFORMS) else owner_of(url).key


def _with_scheme(url: str) -> str:
    return f"https://{url}" if url and "://" not in url and "." in url else url
