"""What stands around every page: the municipality's name, the menu of what this person may open, and a short message."""

from archiver.text import Text
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
    }


def _is_here(place: Place, path: str) -> bool:
    return path == place.path or (place.path != "/" and path.startswith(f"{place.path}/"))
