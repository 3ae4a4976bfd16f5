"""The storage root: making one, and knowing one (OCFL 1.1 §4)."""

from pathlib import Path

from storage.ocfl import disk
from storage.ocfl.layout import NAME, Layout, layout_declaration

DECLARATION = "ocfl_1.1"
README = """\
SOMEARKIV – kommunens bevarade sociala medier
=============================================

Den här mappen är ett arkiv. Den går att läsa utan programmet Somearkiv, med en filhanterare och en textläsare.

* Mappen följer den öppna specifikationen OCFL 1.1, https://ocfl.io/1.1/spec/ .
* Varje bevarat ting (konto, fångst, inlägg eller kommentar, person, leverans) är en egen mapp. Mappens namn är
  tingets beteckning; %3a står för kolon. Mappen ovanför är de tre första tecknen av beteckningens SHA-256 och finns
  bara för att ingen mapp ska bli för stor.
* I varje ting: inventory.json säger vilka versioner som finns, när, av vem och varför de gjordes, och var varje
  fil ligger. v1, v2 … /content innehåller filerna. Den senaste versionen heter "head" i inventory.json.
* Det som beskriver tinget är JSON i UTF-8: account.json, capture.json, item.json, person.json, delivery.json.
  Bilder är PNG. Tider är i UTC.
* somearkiv:journal:… är journalen: vem gjorde vad, när och varför. Varje rad i journal.jsonl bär SHA-512 av raden
  före; segment.json bär SHA-512 av varje inventory.json som ändringen skrev och av föregående segment.json. Så syns
  varje ändring, borttagning, insättning och omkastning.
* somearkiv:tombstone:… står kvar efter det som gallrats. Den säger att tinget fanns och med vilket beslut det
  gallrades, inte vad det innehöll.
* Ändra ingenting här för hand. Kontrollsummor: sha512sum, eller varje OCFL-validator.

SOMEARKIV – the preserved social media of a Swedish municipality
================================================================

This folder is an archive. It can be read without the software Somearkiv, with a file manager and a text reader.

* The folder follows the open specification OCFL 1.1, https://ocfl.io/1.1/spec/ .
* Each kept thing (account, capture, post or comment, person, delivery) is a folder of its own, named by its id; %3a
  stands for a colon. The folder above it is named by the first three characters of the id's SHA-256.
* In each thing inventory.json says which versions there are, when, by whom and why they were made, and where each
  file lies. v1, v2 … /content hold the files. The newest version is called "head".
* What describes a thing is JSON in UTF-8: account.json, capture.json, item.json, person.json, delivery.json.
  Pictures are PNG. Times are UTC. Words in the values are Swedish archivists' words.
* somearkiv:journal:… is the journal: who did what, when and why. Each line of journal.jsonl carries the SHA-512 of
  the line before; segment.json carries the SHA-512 of every inventory.json the change wrote and of the segment.json
  before it. So every change, removal, insertion and reordering shows.
* somearkiv:tombstone:… is left of what was weeded: that it was and by which decision it went, not what it held.
* Change nothing here by hand. Check sums: sha512sum, or any OCFL validator.
"""


def create(root: Path, staging: Path, layout: Layout) -> None:
    """A new, empty storage root, built in `staging` (same file system) and put in place by one rename.

    Raises FileExistsError or another OSError; an existing folder with anything in it is never touched.
    """
    (staging / "extensions" / NAME).mkdir(parents=True)
    disk.write(staging / f"0={DECLARATION}", f"{DECLARATION}\n".encode())
    disk.write(staging / "ocfl_layout.json", layout_declaration())
    disk.write(staging / "extensions" / NAME / "config.json", layout.config())
    disk.write(staging / "README.txt", README.encode())
    disk.flush_all(disk.tree(staging))
    root.parent.mkdir(parents=True, exist_ok=True)
    staging.rename(root)
    disk.flush(root.parent)


def is_root(root: Path) -> bool:
    """Whether a folder declares itself an OCFL 1.1 storage root."""
    return (root / f"0={DECLARATION}").is_file()
