"""The words of the accounts pages: states, lights, steps that are done, and the short messages after one."""

from archiver.duties.duty import Light
from archiver.model import Account, AccountState, JoinState, WayIn
from archiver.platforms.registry import PLATFORMS
from archiver.text import Text
from storage.database.secrets import SecretState

_STATES = {
    AccountState.PROPOSED: Text("föreslaget", "proposed"),
    AccountState.APPROVED: Text("godkänt", "approved"),
    AccountState.OPEN: Text("öppet", "open"),
    AccountState.CLOSED: Text("avslutat", "closed"),
}
STATE_COLOURS = {"föreslaget": "yellow", "godkänt": "yellow", "öppet": "green", "avslutat": ""}
LIGHTS = {
    Light.RED: Text("Försenat", "Late"),
    Light.YELLOW: Text("Snart", "Soon"),
    Light.GREEN: Text("Gjort", "Done"),
}
WAYS = {
    WayIn.BROWSER: Text("Webbläsare: sidan som en besökare ser den", "Browser: the page as a visitor sees it"),
    WayIn.INTERFACE: Text("Plattformens gränssnitt", "The platform's interface"),
    WayIn.BOTH: Text("Båda: bilden från sidan, inläggen från båda", "Both: picture from the page, items from both"),
}
OPENING_STATES = {
    SecretState.VALID: Text("finns", "there"),
    SecretState.LOST: Text("plattformen tar inte längre emot den", "the platform no longer takes it"),
    SecretState.REPLACED: Text("ersatt", "replaced"),
}
JOIN_STATES = {
    JoinState.ASKED: Text("begärd", "asked for"),
    JoinState.AGREED: Text("godkänd av chef", "agreed by the manager"),
    JoinState.INFORMED: Text("anvisad av informatör", "informed by the officer"),
    JoinState.GIVEN_ACCESS: Text("har inloggning", "has the log-in details"),
    JoinState.TAKING_PART: Text("deltar", "takes part"),
    JoinState.LEFT: Text("har lämnat", "has left"),
    JoinState.ENDED: Text("avslutad", "ended"),
}
JOIN_STEPS = (
    ("godkänn_delaktighet", Text("Närmaste chef godkänner", "The line manager agrees")),
    ("anvisa", Text("Informatören talar om vem som ansvarar", "The information officer says who answers for it")),
    (
        "lämna_inloggning",
        Text("Kontoansvarig lämnar inloggningsuppgifterna", "The owner hands over the log-in details"),
    ),
    ("börja", Text("Personen börjar använda kontot", "The person begins")),
)
"""The guideline's four steps (page 4), in order."""
JOIN_BUTTONS = {
    "godkänn_delaktighet": Text("Godkänn som närmaste chef", "Agree as line manager"),
    "anvisa": Text("Intyga att personen fått veta vem som ansvarar", "Attest that the person knows who answers for it"),
    "lämna_inloggning": Text("Intyga att uppgifterna är lämnade", "Attest that the details are handed over"),
    "börja": Text("Börja använda kontot", "Begin to use the account"),
    "byt_lösenord": Text("Intyga att lösenordet är bytt", "Attest that the password is changed"),
    "avböj": Text("Avböj", "Decline"),
}
DONE = {
    "föreslå": Text("föreslog kontot", "proposed the account"),
    "godkänn_som_chef": Text("godkände som närmaste chef", "approved as line manager"),
    "godkänn_som_informatör": Text("godkände som informatör", "approved as information officer"),
    "godkänt": Text("båda godkännandena är givna", "both approvals are given"),
    "öppna": Text("öppnade kontot", "opened the account"),
    "avsluta": Text("avslutade kontot", "closed the account"),
    "avskriv": Text("avslog förslaget", "turned the proposal down"),
    "ändra_förslaget": Text("ändrade förslaget", "changed the proposal"),
    "ändra_registret": Text("ändrade registerraden", "changed the row"),
    "anteckna_frånvaro": Text("antecknade frånvaro", "noted an absence"),
    "deponera": Text("intygade att inloggningsuppgifterna är deponerade", "attested that the details are deposited"),
    "intyga": Text("intygade kontot", "attested the account"),
    "pausa": Text("lät kontot vila", "let the account rest"),
    "återuppta": Text("återupptog kontot", "took the account up again"),
    "begär_delaktighet": Text("begärde delaktighet", "asked to take part"),
    "godkänn_delaktighet": Text("godkände som närmaste chef", "agreed as line manager"),
    "anvisa": Text("talade om vem som ansvarar", "said who answers for it"),
    "lämna_inloggning": Text("lämnade inloggningsuppgifterna", "handed over the log-in details"),
    "börja": Text("antecknade att personen börjar", "noted that the person begins"),
    "sluta": Text("antecknade att personen slutar", "noted that the person leaves"),
    "byt_lösenord": Text("intygade att lösenordet är bytt", "attested that the password is changed"),
    "avböj": Text("avböjde", "declined"),
}
POINTS = (
    ("activity_and_medium", Text("Aktivitet och medium", "Activity and medium")),
    ("purpose_and_goals", Text("Syfte och mål", "Purpose and goals")),
    ("target_group", Text("Målgrupp", "Target group")),
    ("monitoring", Text("Övervakning och uppdatering", "Monitoring and updating")),
    ("deputy", Text("Ansvarig när ordinarie inte är på plats", "Who answers when the owner is away")),
)
"""The plan's five points (guideline page 3)."""
KEYS = {
    "godkänn_som_chef": "godkant",
    "godkänn_som_informatör": "godkant",
    "deponera": "deponerat",
    "öppna": "oppnat",
    "avskriv": "avslaget",
    "avsluta": "avslutat",
    "intyga": "intygat",
    "pausa": "vilar",
    "återuppta": "aterupptaget",
}
"""Step → the end of its message's key."""
TOLD = {
    "konto_foreslaget": Text(
        "Kontot är föreslaget. Nu ska närmaste chef och informatören godkänna, var för sig.",
        "The account is proposed. Now the line manager and the information officer approve, each for themselves.",
    ),
    "konto_andrat": Text("Ändringen är antecknad.", "The change is noted."),
    "konto_godkant": Text("Ditt godkännande är antecknat.", "Your approval is noted."),
    "konto_deponerat": Text("Ditt intyg om deponeringen är antecknat.", "Your word on the deposit is noted."),
    "konto_oppnat": Text(
        "Kontot är öppet och fångas nu enligt tidtabellen.", "The account is open and is captured by the timetable."
    ),
    "konto_avslaget": Text("Förslaget är avslaget och skälet antecknat.", "The proposal is turned down."),
    "konto_avslutat": Text(
        "Kontot är avslutat. Allt som fångats finns kvar.", "The account is closed. All that was captured remains."
    ),
    "konto_intygat": Text("Ditt intyg är antecknat.", "Your word is noted."),
    "konto_vilar": Text("Kontot vilar. Det fångas och bevakas som förut.", "The account rests; captured as before."),
    "konto_aterupptaget": Text("Kontot används igen.", "The account is in use again."),
    "delaktig_begard": Text(
        "Begäran är antecknad. Nästa steg är närmaste chefs.", "Noted. The next step is the line manager's."
    ),
    "delaktig_steg": Text("Steget är antecknat.", "The step is noted."),
    "delaktig_slutat": Text(
        "Antecknat. Byt nu lösenordet, intyga det och deponera det nya.",
        "Noted. Now change the password, attest it and deposit the new one.",
    ),
    "kuvert": Text("Kuvertet är förseglat i valvet.", "The envelope is sealed in the vault."),
    "franvaro": Text("Frånvaron är antecknad.", "The absence is noted."),
    "vag_vald": Text("Vägen in är antecknad.", "The way in is noted."),
    "nyckel_given": Text("Nyckeln är låst i valvet.", "The token is sealed in the vault."),
    "glomd": Text("Glömd. Kontot fångas utan den.", "Forgotten. The account is captured without it."),
}
FIELDS = (
    ("name", Text("namn", "name")),
    ("url", Text("adress", "address")),
    ("platform", Text("plattform", "platform")),
    ("committee", Text("nämnd", "committee")),
    ("activity", Text("verksamhet", "activity")),
    ("purpose", Text("syfte", "purpose")),
    ("target_group", Text("målgrupp", "target group")),
    ("monitoring", Text("bevakning", "monitoring")),
    ("owner", Text("kontoansvarig", "owner")),
    ("deputy", Text("ersättare", "deputy")),
    ("administrators", Text("administratörer", "administrators")),
    ("plan", Text("aktivitetsplanen", "the activity plan")),
    ("captures_per_year", Text("fångster om året", "captures a year")),
    ("pages", Text("fler sidor", "further pages")),
    ("way_in", Text("väg in", "way in")),
    ("permission", Text("vad vägen vilar på", "what the way rests on")),
    ("interface", Text("gränssnitt", "interface")),
    ("interface_id", Text("id hos gränssnittet", "id at the interface")),
    ("credentials_deposited", Text("deponering", "deposit")),
)
"""What may differ between two versions, as a person calls it."""
_PLATFORMS = {member.key: member.name for member in PLATFORMS}


def state(of: AccountState) -> Text:
    """A state as a person reads it."""
    return _STATES[of]


def colour(of: AccountState) -> str:
    """The colour of a state's tag."""
    return STATE_COLOURS[of.value]


def platform_name(key: str) -> Text:
    """A platform's name; its key where nobody knows it."""
    return _PLATFORMS.get(key, Text(key, key))


def done(step: str) -> Text:
    """A step of an account or joining in the past tense."""
    return DONE.get(step, Text(step.replace("_", " "), step.replace("_", " ")))


def titled(page: Text, account: Account) -> Text:
    """The title of one of an account's pages."""
    return Text(f"{page.sv}, {account.name}", f"{page.en}, {account.name}")
