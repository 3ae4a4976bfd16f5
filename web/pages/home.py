"""Home: what waits for the person signed in, what is late, what may be secret, the newest captures, health; and the duty list."""

from collections import Counter

from archiver.duties.duty import Light
from archiver.lifecycle.queue import LABELS
from archiver.lifecycle.rights import Right
from archiver.model import Role
from archiver.text import Text
from jobs import duties, publishing
from jobs.home import at_home
from jobs.pictures import thumbnail
from jobs.review import clocked
from jobs.status import AccountStatus, look
from storage.database.queue_lines import COUNTED
from web.answer import Answer, Sent, SentBytes, Shown
from web.call import Call
from web.queue_asked import question_of
from web.route import Access, Place, Section, get, post

PER_PAGE = 12
MUNICIPALITY = Text("Kommunen", "The municipality")
ATTEST_GUIDELINE = Text("Intyga att riktlinjen är genomgången", "Attest that the guideline is reviewed")
ATTEST_REGISTER = Text("Intyga att kontoförteckningen stämmer", "Attest that the register of accounts is right")


def home(call: Call) -> Answer:
    """What the person meets."""
    found = at_home(call.context)
    status = found.status
    lights = Counter(one.light.value for one in status.accounts) if status else Counter()
    late = None
    if status is not None:
        whose = [(call.t(MUNICIPALITY), "/skyldigheter#kommunen", status.municipality)]
        whose += [(one.name, "/skyldigheter?lage=red", one.duties) for one in status.accounts]
        late = [(name, path, duty) for name, path, every in whose for duty in every if duty.light is Light.RED]
    seen = call.sight.secrets
    values = {
        "home": found,
        "lights": {light.value: lights[light.value] for light in Light},
        "late": late,
        "most": COUNTED,
        "questions": {str(int(place)): question_of(place) for place in LABELS},
        "clocks": {row.id: clocked(row, call.now) for row in found.suspected},
        "reviews": call.may(Right.REVIEW),
        "pictures": {row.id for row in found.captures} if seen else set(),
    }
    return Shown("home.html", Text("Översikt", "Overview"), values)


def duty_list(call: Call) -> Answer:
    """Every duty of every account, the gravest first."""
    status = look(call.context, counted=False)
    chosen = call.query.get("lage", "") if call.query.get("lage", "") in set(Light) else ""
    grades = list(Light)
    about = call.query.get("konto", "")
    kept = [
        one for one in status.accounts if (not chosen or one.light.value == chosen) and (not about or one.id == about)
    ]
    kept.sort(key=lambda one: (-grades.index(one.light), one.id))
    number = max(1, call.number("sida"))
    page: list[AccountStatus] = kept[(number - 1) * PER_PAGE : number * PER_PAGE]
    attest = []
    if call.may(Right.ATTEST_GUIDELINE):
        attest.append(("guideline", "/skyldigheter/riktlinjen", call.t(ATTEST_GUIDELINE)))
    if Role.WEB_MANAGER in call.who.roles:
        attest.append(("register", "/skyldigheter/forteckningen", call.t(ATTEST_REGISTER)))
    values = {
        "whole": status.municipality,
        "accounts": page,
        "number": number,
        "more": number * PER_PAGE < len(kept),
        "chosen": chosen,
        "attest": attest,
    }
    return Shown("duties.html", Text("Skyldigheter", "Duties"), values)


def attest_guideline(call: Call) -> Answer:
    """The informatör's yearly word."""
    duties.attest_guideline(call.context)
    return Sent("/skyldigheter", "intygat")


def attest_register(call: Call) -> Answer:
    """The webbansvarig's word."""
    publishing.attest_register(call.context)
    return Sent("/skyldigheter", "intygat")


def small_picture(call: Call) -> Answer:
    """A capture's picture, small: whole pages are for those who may see secrets of that nämnd."""
    return SentBytes(thumbnail(call.context, call.path_values["capture_id"]), "image/png", "tumnagel.png", inline=True)


SECTION = Section(
    "hem",
    (
        get("/", home, Access.SIGNED_IN),
        get("/skyldigheter", duty_list, Right.SEE_STATUS),
        get("/fangster/{capture_id}/tumnagel.png", small_picture, Right.SEE_ITEMS),
        post("/skyldigheter/riktlinjen", attest_guideline, Right.ATTEST_GUIDELINE),
        post("/skyldigheter/forteckningen", attest_register, Right.SEE_STATUS),
    ),
    (
        Place(Text("Översikt", "Overview"), "/", Access.SIGNED_IN),
        Place(Text("Skyldigheter", "Duties"), "/skyldigheter", Right.SEE_STATUS),
    ),
    told={"intygat": Text("Ditt intyg är antecknat.", "Your word is noted.")},
)
