"""Every family of the API, in the order of the document. A new one is one file here and one line below."""

from web.api.captures import FAMILY as CAPTURES
from web.api.deliveries import FAMILY as DELIVERIES
from web.api.items import FAMILY as ITEMS
from web.api.orders import FAMILY as ORDERS
from web.api.route import Family
from web.api.standing import FAMILY as STANDING

FAMILIES: tuple[Family, ...] = (ITEMS, CAPTURES, DELIVERIES, ORDERS, STANDING)
