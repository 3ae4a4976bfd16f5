"""Every family of pages, in the order of the menu. A new one is one file here and one line below."""

from web.pages.home import SECTION as HOME
from web.pages.sign_in import SECTION as SIGN_IN
from web.route import Section

SECTIONS: tuple[Section, ...] = (
    HOME,
    SIGN_IN,
)
