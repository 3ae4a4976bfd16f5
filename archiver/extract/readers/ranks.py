"""How far each source is trusted: lower first. What an interface says, then what a person sees, then the rest."""

ANSWER = 2
STRUCTURE = 3
FEED = 4
JSON_LD = 5
STATE = 6
FIRST_SENT = 7
OPEN_GRAPH = 8
