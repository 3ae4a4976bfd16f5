"""Every family of pages, in the order of the menu. A new one is one file here and one line below."""

from web.pages.accounts import SECTION as ACCOUNTS
from web.pages.captures import SECTION as CAPTURES
from web.pages.collective_cases import SECTION as COLLECTIVE_CASES
from web.pages.deliveries import SECTION as DELIVERIES
from web.pages.devices import SECTION as DEVICES
from web.pages.disclosures import SECTION as DISCLOSURES
from web.pages.home import SECTION as HOME
from web.pages.items import SECTION as ITEMS
from web.pages.keys import SECTION as KEYS
from web.pages.notices import SECTION as NOTICES
from web.pages.own_account import SECTION as OWN_ACCOUNT
from web.pages.people import SECTION as PEOPLE
from web.pages.public import SECTION as PUBLIC
from web.pages.removals import SECTION as REMOVALS
from web.pages.replays import SECTION as REPLAYS
from web.pages.review import SECTION as REVIEW
from web.pages.review_item import SECTION as REVIEW_ITEM
from web.pages.review_papers import SECTION as REVIEW_PAPERS
from web.pages.saved_searches import SECTION as SAVED_SEARCHES
from web.pages.sign_in import SECTION as SIGN_IN
from web.pages.single_sign_on import SECTION as SINGLE_SIGN_ON
from web.pages.weeding import SECTION as WEEDING
from web.pages.weeding_holds import SECTION as WEEDING_HOLDS
from web.pages.weeding_plan import SECTION as WEEDING_PLAN
from web.route import Section

SECTIONS: tuple[Section, ...] = (
    HOME,
    REVIEW,
    REVIEW_ITEM,
    REVIEW_PAPERS,
    COLLECTIVE_CASES,
    REMOVALS,
    ACCOUNTS,
    ITEMS,
    SAVED_SEARCHES,
    CAPTURES,
    REPLAYS,
    DISCLOSURES,
    DELIVERIES,
    WEEDING,
    WEEDING_PLAN,
    WEEDING_HOLDS,
    PUBLIC,
    NOTICES,
    KEYS,
    PEOPLE,
    OWN_ACCOUNT,
    SIGN_IN,
    DEVICES,
    SINGLE_SIGN_ON,
)
