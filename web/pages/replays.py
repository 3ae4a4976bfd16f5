"""Replay: on to the second origin, with a ticket for one capture."""

from archiver.errors.usage import Unknown
from archiver.lifecycle.rights import Right
from archiver.text import Text
from jobs import looking
from web import replay
from web.answer import Answer, SentAway
from web.call import Call
from web.route import Section, get
from web.words import LANGUAGE_COOKIE

REPLAY = Text("uppspelning", "replay")


def play(call: Call) -> Answer:
    """Open a capture's traffic in the player. Raises Unknown where there is none the person may see."""
    url = call.desk.config.web.replay_url
    capture_id = call.path_values["capture_id"]
    looking.evidence(call.context, capture_id, replay.TRAFFIC)
    if not url or not replay.is_there():
        raise Unknown(kind=REPLAY, name=capture_id)
    english = f"?{LANGUAGE_COOKIE}=en" if call.language == "en" else ""
    return SentAway(f"{url}/{replay.ticket(capture_id, call.now)}/{english}")


SECTION = Section("uppspelning", (get("/fangster/{capture_id}/spela", play, Right.SEE_ITEMS),))
