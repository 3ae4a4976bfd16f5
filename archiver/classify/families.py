"""Families of concepts: what sort of matter a text is about, whoever it is about, whatever the words.

A text with an illness and a relative, and one with an addiction and a neighbour, have nothing in common but their families:
something sensitive, about somebody. The model sees the families with who is spoken of, the text's length and whether it asks,
so that four words about an illness are not taken for small talk because they are four.
"""

from archiver.classify.reading import Reading

FAMILIES: dict[str, frozenset[str]] = {
    name: frozenset(concepts.split())
    for name, concepts in {
        "health": "diagnosis illness treatment impairment care_staff sexuality care_task",
        "social": "social_services home_care case_worker violence_home neglect addiction guardianship protected whereabouts care_support worry_sign "
        "hide_me kin_absent",
        "pupil": "pupil_support bullying school_hardship",
        "affair": "third_party_affair private_affair staff_matter confide insider whistle misconduct",
        "security": "credential security_gap open_door trade_secret",
        "matter": "fault danger complaint appeal document_request claim application supervision procurement media gdpr proposal ongoing_case consultation "
        "own_property defect risk complain decision_fight papers money_claim apply propose case_talk rights_data bid_terms noise_nuisance "
        "business_conduct request_do",
        "unsuitable": "insult hate threat incite illegal_trade copyright violence_porn group spam_word",
        "light": "thanks greeting laugh event_word practical joke weather_talk tag_invite face praise dispraise agree wishes presence weather food "
        "ask_price ask_time ask_where ask_contact ask_access ask_tickets ask_repeat lost_found tech_trouble",
        "asking": "ask_rules ask_who ask_process ask_amount ask_why ask_plans howto",
        "view": "policy argue opinion someone_should",
    }.items()
}
"""In order of weight: a text is of the first sort it has a concept of."""
SENSITIVE = ("health", "social", "pupil", "affair", "security")
SOMEBODY = frozenset(
    (
        "kin",
        "own_child",
        "neighbour",
        "first_name",
        "full_name",
        "pointed_person",
        "staff_role",
        "class_code",
        "third_person",
    )
)
IN_GENERAL = frozenset(("generic", "statistics", "history", "old_year", "news", "culture", "animal", "howto", "figurative", "counter_speech"))  # fmt: skip

BROAD = frozenset(
    [
        "clothing",
        "household",
        "material",
        "vehicle",
        "winter_care",
        "green",
        "water_land",
        "wild_animal",
        "rooms",
        "body_more",
        "injury",
        "medicine_life",
        "mind_state",
        "joy",
        "weekday",
        "month_season",
        "numbers_said",
        "money_said",
        "household_care",
        "authority",
        "politics",
        "digital",
        "work_life",
        "weapon",
        "drug",
        "groups_more",
        "learner",
        "anger",
        "waiting",
        "soon",
        "last_time",
        "long_ago",
        "poor",
        "inside_view",
        "cheat",
        "gossip",
        "love_life",
        "child_harm",
        "violence_verb",
        "menace",
        "illegal_offer",
        "piracy",
        "sex_words",
        "gore",
        "group_scorn",
        "scorn",
        "trade_pitch",
        "scam",
        "event_things",
        "statement_keep",
        "peer_harm",
        "dwelling_place",
        "bid_secret",
        "break_in_hint",
        "name_reveal",
        "ask_help",
        "damage_done",
        "rude_service",
    ]
)
"""The broad fields of `everyday.toml` and `turns.toml`: weighed one by one and in turns of phrase, but not in pairs, since nearly
every text has several and the pairs would say little and cost much."""


def family_features(reading: Reading, size: str, kind: str) -> list[str]:
    """The families of a text with who it is about, how long it is (`size`), whether it asks, and the kind of item."""
    present = reading.by_concept.keys()
    met = [name for name, concepts in FAMILIES.items() if not concepts.isdisjoint(present)]
    general = "+general" if not IN_GENERAL.isdisjoint(present) else ""
    who = "somebody" if not SOMEBODY.isdisjoint(present) else "self" if "first_person" in present else "nobody"
    asks = "?" if reading.original.rstrip().endswith("?") else "."
    found = [f"f:{name}+{who}{general}" for name in met if name in SENSITIVE]
    found.extend(f"f:{name}{asks}" for name in met)
    sort = next(("sensitive" if name in SENSITIVE else name for name in met), "nothing")
    found.extend((f"f:{sort}:{size}", f"f:{sort}:{kind}", f"f:{sort}{general}"))
    return found
