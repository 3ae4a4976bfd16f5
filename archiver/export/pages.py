"""HTML pages of the packages: templates filled in, every value escaped. The only room of the exports that knows Jinja."""

from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from archiver import dates
from archiver.export.xml import printable


def _time(moment: datetime | None) -> str:
    return dates.swedish(moment) if moment else "okänd tid"


_ENVIRONMENT = Environment(
    loader=PackageLoader("archiver.export", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=lambda value: printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value,
)
_ENVIRONMENT.filters["time"] = _time
_ENVIRONMENT.filters["words"] = lambda value: str(value).replace("_", " ")


def page(template: str, **facts: object) -> str:
    """One page as HTML text. Characters no document may hold (control characters) are shown as �."""
    return _ENVIRONMENT.get_template(template).render(**facts)
