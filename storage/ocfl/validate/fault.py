"""What can be wrong with an OCFL object or root: the specification's codes, and what each means to a person.

E… are errors and W… warnings of the OCFL 1.1 validation codes (https://ocfl.io/1.1/spec/validation-codes.html).
"""

from dataclasses import dataclass

from archiver.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: its code, where (object id or path, and the place in it), and what it means."""

    code: str
    where: str
    what: Text

    @property
    def is_warning(self) -> bool:
        """Whether the specification only advises against it."""
        return self.code.startswith("W")


def fault(code: str, where: str) -> Fault:
    """A fault of the specification at a place."""
    return Fault(code, where, MEANINGS[code])


MEANINGS: dict[str, Text] = {
    "E001": Text("objektets mapp har något som inte hör dit", "the object holds something that does not belong there"),
    "E003": Text("objektet saknar sin deklaration (0=…)", "the object has no declaration (0=…), or more than one"),
    "E004": Text("deklarationen nämner en okänd version av OCFL", "the declaration names an unknown OCFL version"),
    "E006": Text("deklarationens filnamn är fel", "the declaration has a wrong file name"),
    "E007": Text("deklarationens innehåll är fel", "the declaration has wrong contents"),
    "E008": Text("objektet har ingen version", "the object has no version"),
    "E009": Text("versionerna börjar inte med v1", "the versions don't begin with v1"),
    "E010": Text("en version i följden saknas", "a version of the sequence is missing"),
    "E011": Text("versionsnumret saknar inledande nolla", "the padded version number doesn't begin with a zero"),
    "E012": Text("versionsnumren är skrivna på olika sätt", "the version numbers are written in different ways"),
    "E013": Text("en ny version är inte skriven som de förra", "a new version isn't written as those before"),
    "E015": Text("versionsmappen har en fil utanför innehållet", "the version folder has a file outside its content"),
    "E017": Text("innehållsmappens namn är otillåtet", "the content folder's name is unlawful"),
    "E018": Text("innehållsmappen får inte heta . eller ..", "the content folder must not be . or .."),
    "E019": Text("innehållsmappen har bytt namn mellan versioner", "the content folder changed name between versions"),
    "E023": Text("en fil finns som inventariet inte känner", "there is a file the inventory does not know"),
    "E024": Text("innehållet har en tom mapp", "the content has an empty folder"),
    "E025": Text(
        "kontrollsummans sort är otillåten eller dess form fel", "the digest algorithm or a digest is unlawful"
    ),
    "E033": Text("inventory.json är inte läsbar JSON", "inventory.json is not readable JSON"),
    "E034": Text("inventory.json har fel uppställning", "inventory.json has the wrong structure"),
    "E036": Text("inventory.json saknar en obligatorisk uppgift", "inventory.json lacks something required"),
    "E037": Text(
        "objektets beteckning är fel eller inte densamma överallt", "the object's id is wrong or inconsistent"
    ),
    "E038": Text("inventory.json anger fel specifikation", "inventory.json names the wrong specification"),
    "E040": Text("inventory.json pekar ut fel senaste version", "inventory.json names the wrong head"),
    "E041": Text("inventory.json saknar manifest eller versioner", "inventory.json lacks manifest or versions"),
    "E042": Text(
        "manifestet har en sökväg utanför versionernas innehåll", "the manifest has a path outside the content"
    ),
    "E044": Text("versionerna i inventory.json har fel form", "the versions in inventory.json have the wrong form"),
    "E046": Text("versionerna och versionsmapparna stämmer inte", "versions and version folders don't agree"),
    "E048": Text("en version saknar tid eller tillstånd", "a version lacks its time or state"),
    "E049": Text("en versions tid är fel skriven", "a version's time is wrongly written"),
    "E050": Text(
        "en versions tillstånd stämmer inte med manifestet", "a version's state doesn't agree with the manifest"
    ),
    "E052": Text("en logisk sökväg har en otillåten del", "a logical path has an unlawful element"),
    "E053": Text("en logisk sökväg börjar eller slutar med /", "a logical path begins or ends with /"),
    "E054": Text("en versions användare är fel skriven", "a version's user is wrongly written"),
    "E056": Text("fixity nämner en okänd sorts kontrollsumma", "the fixity block names an unknown algorithm"),
    "E057": Text("fixity har fel form", "the fixity block has the wrong form"),
    "E058": Text("inventory.json saknar sin kontrollsummefil", "inventory.json lacks its sidecar"),
    "E060": Text("inventory.json stämmer inte med sin kontrollsumma", "inventory.json doesn't agree with its sidecar"),
    "E061": Text("kontrollsummefilen har fel form", "the sidecar has the wrong form"),
    "E063": Text("objektet saknar inventory.json", "the object has no inventory.json"),
    "E064": Text("objektets inventory.json skiljer sig från senaste versionens", "root and head inventory differ"),
    "E066": Text("en äldre versions inventory.json säger något annat", "an older version's inventory says otherwise"),
    "E067": Text("extensions har något annat än mappar", "extensions holds something that isn't a folder"),
    "E069": Text("lagringsplatsen saknar sin deklaration", "the storage root has no right declaration"),
    "E070": Text("ocfl_layout.json är fel", "ocfl_layout.json is wrong"),
    "E072": Text("en fil ligger löst i lagringsplatsen", "a loose file lies in the storage root"),
    "E073": Text("lagringsplatsen har en tom mapp", "the storage root has an empty folder"),
    "E088": Text("mappen är inte ett objekt", "the folder is not an object"),
    "E090": Text("en symbolisk eller hård länk, eller specialfil", "a symbolic or hard link, or a special file"),
    "E091": Text("manifestets fillista har fel form", "a file list of the manifest has the wrong form"),
    "E092": Text("en fil saknas eller stämmer inte med sin kontrollsumma", "a file is missing or its digest is wrong"),
    "E093": Text("en fil stämmer inte med fixity", "a file doesn't agree with the fixity block"),
    "E094": Text("en versions meddelande är inte text", "a version's message isn't text"),
    "E095": Text("en logisk sökväg förekommer två gånger", "a logical path occurs twice or conflicts"),
    "E096": Text("manifestet har samma kontrollsumma två gånger", "the manifest has a digest twice"),
    "E097": Text("fixity har samma kontrollsumma två gånger", "the fixity block has a digest twice"),
    "E099": Text("en innehållssökväg har en otillåten del", "a content path has an unlawful element"),
    "E100": Text("en innehållssökväg börjar eller slutar med /", "a content path begins or ends with /"),
    "E101": Text("en innehållssökväg förekommer två gånger", "a content path occurs twice or conflicts"),
    "E103": Text("en senare version följer en äldre specifikation", "a later version follows an older specification"),
    "E107": Text("manifestet har en fil som ingen version använder", "the manifest has a file no version uses"),
    "E111": Text("fixity är inte ett JSON-objekt", "fixity isn't a JSON object"),
    "W001": Text("versionsnumren har inledande nollor", "version numbers are zero-padded"),
    "W002": Text("versionsmappen har en onödig mapp", "the version folder has another folder than its content"),
    "W003": Text("innehållsmappen är tom", "the content folder is empty"),
    "W004": Text("kontrollsumman är inte SHA-512", "the digest algorithm isn't SHA-512"),
    "W005": Text("objektets beteckning är inte en URI", "the object's id isn't a URI"),
    "W007": Text("en version saknar meddelande eller användare", "a version lacks message or user"),
    "W008": Text("en versions användare saknar adress", "a version's user has no address"),
    "W009": Text("användarens adress är inte en URI", "the user's address isn't a URI"),
    "W010": Text("versionsmappen saknar inventory.json", "the version folder has no inventory.json"),
    "W011": Text("versionens uppgifter skiljer sig mellan inventarier", "version metadata differ between inventories"),
    "W013": Text("en okänd extension", "an unregistered extension"),
}
