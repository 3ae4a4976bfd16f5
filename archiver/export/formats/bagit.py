"""`bagit`: captures and items as they lie in the archive, each with its record, in a BagIt 1.0 bag.

    data/konton/<id>.json   data/tidsstampel/<id>/…
    data/fangster/<id>/capture.json …evidence…   data/handlingar/<id>/item.json versions/<n>/picture.png

The bag is the whole truth, secrets included: it goes to the informatör's copy or another archive, never to the public.
"""

from pathlib import Path

from archiver.errors.refused import Refused
from archiver.export.bag import close_bag
from archiver.export.building import built_folder
from archiver.export.contents import put_accounts, put_capture, put_item, put_stamps
from archiver.export.formats.format import Format
from archiver.export.package import Material, Say, Written, material_key
from archiver.export.registered import EMPTY
from archiver.text import Text


def write(material: Material, target: Path, say: Say) -> Written:
    """Writes the bag as the folder `target`; interrupted, it is taken up again. Raises as `Format.write` says."""
    if not material.items and not material.captures:
        raise Refused(what=EMPTY)
    with built_folder(target, resume=material_key(material, FORMAT.key)) as tree:
        put_accounts(tree, material, "data/konton")
        put_stamps(tree, material, "data/tidsstampel")
        for number, capture in enumerate(material.captures, start=1):
            put_capture(tree, material, capture, f"data/fangster/{capture.id}")
            say(f"{number} av {len(material.captures)} fångster kopierade")
        for record in material.items:
            put_item(tree, material, record, f"data/handlingar/{record.id}")
        total = close_bag(
            tree,
            material,
            identifier=f"bag-{material.made_at:%Y%m%dT%H%M%SZ}",
            description=f"{len(material.captures)} fångster och {len(material.items)} handlingar från sociala medier",
        )
    ids = (*(one.id for one in material.captures), *(one.id for one in material.items))
    return Written(target, FORMAT.key, ids, total.files, total.size_bytes, total.digest)


FORMAT = Format("bagit", Text("Fångster och handlingar som BagIt", "Captures and items as BagIt"), write, secret=True)
