"""Any page that no other platform owns: read by what it says about itself, then by structure."""

from archiver.platforms.reading import described
from archiver.platforms.selectors import Selectors
from archiver.text import Text

PLATFORM = described(
    key="generic", name=Text("Annan webbsida", "Other web page"), version="2026-11", hosts=(), table=Selectors()
)
