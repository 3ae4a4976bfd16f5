"""Single sign-on: away to the municipality's sign-in service, back with its word, and out of it again."""

from urllib.parse import quote, unquote

from archiver.errors.usage import Unknown
from jobs import sign_in_service, single_sign_on
from web.answer import Answer, Sent, SentAway, Shown, WithCookie
from web.call import Call
from web.forms import SITTING_COOKIE, SSO_COOKIE, STRANGER_COOKIE, cookie_name, safe_path
from web.pages.sign_in import OUT_TITLE
from web.route import Access, Section, get


def go(call: Call) -> Answer:
    """To the service; the browser keeps what proves that it began here, and where it was going."""
    going_to = safe_path(call.query.get("till", "/"))
    address, token = single_sign_on.begin(call.desk.config, call.language, call.now)
    kept = f"{token}!{quote(going_to, safe='/')}"
    return WithCookie(SentAway(address), {SSO_COOKIE: kept}, int(single_sign_on.BEGUN_FOR.total_seconds()))


def come_back(call: Call) -> Answer:
    """From the service; its word leads to a new sitting."""
    kept = call.cookies.get(cookie_name(SSO_COOKIE, https=call.desk.is_https), "")
    token, _, going_to = kept.partition("!")
    answer = single_sign_on.Answer(
        call.query.get("code", ""), call.query.get("state", ""), call.query.get("iss", ""), call.query.get("error", "")
    )
    sitting = single_sign_on.finish(call.desk.archive, call.desk.config, token, answer, call.now)
    cookies = {SITTING_COOKIE: sitting, SSO_COOKIE: "", STRANGER_COOKIE: ""}
    return WithCookie(Sent(safe_path(unquote(going_to) or "/")), cookies)


def still_there(call: Call) -> Answer:
    """Signed out here, and how to sign out there too."""
    _require_set(call)
    return Shown("signed_out.html", OUT_TITLE, {"service": call.desk.config.web.oidc.name})


def leave(call: Call) -> Answer:
    """To the service's own signing out."""
    _require_set(call)
    address = sign_in_service.sign_out_address(call.desk.config)
    return SentAway(address) if address else Sent("/loggain/utloggad")


def _require_set(call: Call) -> None:
    if not sign_in_service.is_set(call.desk.config):
        raise Unknown(kind=single_sign_on.SERVICE, name=call.desk.config.web.oidc.name)


SECTION = Section(
    "sso",
    (
        get("/loggain/sso", go, Access.PUBLIC),
        get("/loggain/sso/svar", come_back, Access.PUBLIC),
        get("/loggain/sso/ut", still_there, Access.PUBLIC),
        get("/loggain/sso/vidare", leave, Access.PUBLIC),
    ),
)
