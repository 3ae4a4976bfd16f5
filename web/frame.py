"""What stands around every page: the municipality's name, the menu of what this person may open, and a short message."""

from collections.abc import Callable

from archiver.text import Text
from jobs.account_register import names
from jobs.context import SYSTEM
from web.call import Call
from web.pages.registry import SECTIONS
from web.route import Place, allowed


def frame(call: Call, title: Text) -> dict[str, object]:
    """The values the layout needs. The menu holds only what the person may open."""
    person = call.seat.person if call.seat else None
    places = [place for section in SECTIONS for place in section.places if allowed(person, place.needs)]
    told = {key: text for section in SECTIONS for key, text in section.told.items()}
    return {
        "title": title,
        "municipality": call.desk.config.municipality.name,
        "menu": [(place, _is_here(place, call.path)) for place in places],
        "told": told.get(call.query.get("besked", "")),
        "path": call.path,
        "here": call.here,
        "now": call.now,
        "may": call.may,
        "called": _called(call),
    }


def _called(call: Call) -> Callable[[str], str]:
    """A person's name by their user name, which is given back where nobody has it; everybody is read at the first question."""
    known: dict[str, str] = {}

    def called(username: str) -> str:
        if not known:
            known[SYSTEM.username] = SYSTEM.name
            with call.desk.archive.session() as session:
                known.update(names(session))
        return known.get(username, username)

    return called


def _is_here(place: Place, path: str) -> bool:
    return path == place.path or (place.path != "/" and path.startswith(f"{place.path}/"))
