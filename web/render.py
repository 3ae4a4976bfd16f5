"""Pages from templates: escaping always on, a missing value is a fault, and every page gets the frame it stands in."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from archiver.model import Person
from archiver.text import Language, Text
from web import words
from web.forms import FIELD

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@cache
def environment() -> Environment:
    """The templates of `web/templates/`."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def static(name: str) -> str:
    """The address of a file in `web/static/`, with its digest, so that a browser keeps it until it changes."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def page(
    template: str,
    values: Mapping[str, object],
    *,
    language: Language,
    token: Callable[[], str],
    person: Person | None,
) -> str:
    """One page. The template sees `t`, `static`, `when`, `day`, `clock`, `ago`, `size`, `outside`, `in_words`, `form_token`, `person`, `language`."""

    def hidden_field() -> Markup:
        return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())

    frame: dict[str, object] = {
        "t": words.say(language),
        "static": static,
        "when": lambda moment: words.when(moment, language),
        "day": lambda moment: words.day(moment, language),
        "clock": words.clock,
        "ago": lambda moment, now: words.ago(moment, now, language),
        "outside": words.outside,
        "in_words": lambda text: words.in_words(text, language),
        "size": lambda number: words.size(number, language),
        "form_token": hidden_field,
        "person": person,
        "language": language,
        "Text": Text,
    }
    return environment().get_template(template).render({**frame, **values})
