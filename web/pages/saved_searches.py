"""Saved searches: a person's own, with word of new hits by e-mail."""

from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown, UsageFault
from archiver.lifecycle.rights import Right
from archiver.text import Text
from jobs import saved_searches
from web.answer import Answer, Sent, Shown
from web.asked import asked, asked_again
from web.call import Call
from web.errors import beside
from web.route import Section, get, post

TITLE = Text("Sparade sökningar", "Saved searches")
SAVED = Text("sparad sökning", "saved search")


def listed(call: Call) -> Answer:
    """The person's searches."""
    rows = [(one, asked_again(one.chosen)) for one in saved_searches.own(call.context)]
    return Shown("saved_searches.html", TITLE, {"rows": rows, "has_address": bool(call.who.email)})


def opened(call: Call) -> Answer:
    """On to what a search finds now."""
    for one in saved_searches.own(call.context):
        if one.id == call.path_values["search_id"]:
            return Sent(f"/handlingar?{asked_again(one.chosen).query}")
    raise Unknown(kind=SAVED, name=call.path_values["search_id"])


def save(call: Call) -> Answer:
    """Save what was asked for under a name."""
    form = asked({name: call.field(name) for name in call.form})
    try:
        saved_searches.save(call.context, call.field("namn"), form.chosen, alerts=call.field("bevaka") == "ja")
    except (Refused, UsageFault) as fault:
        rows = [(one, asked_again(one.chosen)) for one in saved_searches.own(call.context)]
        values = {"rows": rows, "has_address": bool(call.who.email), "fault": beside(fault, call.language)}
        return Shown("saved_searches.html", TITLE, values, status=fault.web_status)
    return Sent("/sok/sparade", "sokning-sparad")


def watch(call: Call) -> Answer:
    """Begin or stop telling of new hits."""
    alerts = call.field("bevaka") == "ja"
    saved_searches.set_alerts(call.context, call.path_values["search_id"], alerts=alerts)
    return Sent("/sok/sparade", "bevakas" if alerts else "bevakas-ej")


def remove(call: Call) -> Answer:
    """Throw a search away."""
    saved_searches.remove(call.context, call.path_values["search_id"])
    return Sent("/sok/sparade", "sokning-borta")


SECTION = Section(
    "sok",
    (
        get("/sok/sparade", listed, Right.SEE_ITEMS),
        get("/sok/sparade/{search_id}", opened, Right.SEE_ITEMS),
        post("/sok/spara", save, Right.SEE_ITEMS),
        post("/sok/sparade/{search_id}/bevaka", watch, Right.SEE_ITEMS),
        post("/sok/sparade/{search_id}/ta-bort", remove, Right.SEE_ITEMS),
    ),
    told={
        "sokning-sparad": Text("Sökningen är sparad.", "The search is saved."),
        "sokning-borta": Text("Sökningen är borttagen.", "The search is removed."),
        "bevakas": Text("Du får besked om nya träffar.", "You will be told of new hits."),
        "bevakas-ej": Text("Du får inga fler besked.", "You will be told no more."),
    },
)
