"""An item's own pictures as they may be released: burnt anew, with what is masked black in every pixel."""

from pathlib import Path

from archiver.errors.refused import Refused
from archiver.errors.usage import Unknown
from archiver.export.building import Tree
from archiver.export.disclosure import ItemTest, Rectangle, Release
from archiver.export.documents import Content, picture_name
from archiver.export.package import Material
from archiver.export.picture_masks import masks_for, within_picture
from archiver.extract.word_map import read_words, words_path
from archiver.images import black_out, size_of
from archiver.records import ItemRecord, ItemVersion
from archiver.text import Text


def put_pictures(
    tree: Tree, material: Material, record: ItemRecord, test: ItemTest, said: Content, folder: str
) -> tuple[tuple[int, str], ...]:
    """Puts the pictures that may go along into a folder of the tree; gives (wording, name) of each.

    `said` is the content as it is released. A picture goes along with masks drawn for it, with masks found from its words,
    or as it is where the item is released whole and nothing in its thread is secret. Raises: Refused for a mask outside it.
    """
    found: list[tuple[int, str]] = []
    for version in record.versions:
        burnt = tree.root / f".burnt-{record.id}-{version.number}.png"
        if burnt_picture(material, record, version.number, test, said, burnt):
            name = picture_name(version)
            tree.write(f"{folder}/{name}", burnt.read_bytes())
            burnt.unlink()
            found.append((version.number, name))
    return tuple(found)


def burnt_picture(
    material: Material, record: ItemRecord, wording: int, test: ItemTest, said: Content, target: Path
) -> bool:
    """The picture of one wording as it would be released, written at `target`; False where none would be."""
    version = next((one for one in record.versions if one.number == wording), None)
    if version is None or not version.picture or test.release is Release.REFUSED:
        return False
    masks = _masks(material, record, version, test, said)
    if masks is None:
        return False
    master = material.file(ItemRecord, record.id, version.picture)
    black_out(master, [(one.left, one.top, one.right, one.bottom) for one in masks], target)
    return True


def _masks(
    material: Material, record: ItemRecord, version: ItemVersion, test: ItemTest, said: Content
) -> tuple[Rectangle, ...] | None:
    """What to burn; None when the picture may not go along."""
    drawn = tuple(test.rectangles.get(version.number, ()))
    size = size_of(material.file(ItemRecord, record.id, version.picture))
    if not all(0 <= one.left < one.right <= size[0] and 0 <= one.top < one.bottom <= size[1] for one in drawn):
        raise Refused(
            what=Text(
                f"en maskning ligger utanför bilden ({record.id})", f"a mask lies outside the picture ({record.id})"
            )
        )
    sought = _sought(material, record, version, said) if test.find else None
    if sought is not None:
        return (*drawn, *within_picture(sought, size))
    alone = test.release is Release.WHOLE and record.thread_id in material.open_threads
    return drawn if drawn or alone else None


def _sought(
    material: Material, record: ItemRecord, version: ItemVersion, said: Content
) -> tuple[Rectangle, ...] | None:
    """The masks found from the item's words; None where the capture did not say where they stand."""
    try:
        data = material.file(ItemRecord, record.id, words_path(version.picture)).read_bytes()
    except (Unknown, FileNotFoundError):
        return None
    words = read_words(data)
    released = next((each for each in said.versions if each.number == version.number), None)
    return masks_for(released, words) if words is not None and released is not None else None
