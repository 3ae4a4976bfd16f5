"""The flat tree of a page built of web components: what a reader of the page sees, slots filled.

Chromium writes open shadow roots as `template` elements with `shadowrootmode` (HTML, 4.12.3). Here each takes the place of
its host's children, and these go where its slots show them (DOM, 4.2.2.4 and 4.2.2.5).
"""

from lxml.html import HtmlElement

MARK = "shadowrootmode"


def flattened(tree: HtmlElement) -> HtmlElement:
    """The document with every shadow root in its place, changed where it stands; outer ones first."""
    for root in list(tree.iter("template")):
        host = root.getparent()
        if root.get(MARK) and host is not None:
            _fill(host, root)
    return tree


def _fill(host: HtmlElement, root: HtmlElement) -> None:
    """Puts a shadow root in the place of what its host holds, and that into the slots."""
    lead, light = f"{host.text or ''}{root.tail or ''}", [each for each in host if each is not root]
    slots: dict[str, HtmlElement] = {}
    for slot in root.iter("slot"):
        if _owner(slot) is root:
            slots.setdefault(slot.get("name") or "", slot)
    for each in (*light, root):
        host.remove(each)
    host.text, root.tail = None, None
    named: dict[str, list[HtmlElement]] = {}
    for each in light:
        named.setdefault((each.get("slot") or "") if isinstance(each.tag, str) else "", []).append(each)
    for name, slot in slots.items():
        shown = named.get(name, [])
        own = lead if not name else ""
        if shown or own.strip():
            for fallback in list(slot):
                slot.remove(fallback)
            slot.text = own
            slot.extend(shown)
    root.tag = "div"
    del root.attrib[MARK]
    host.append(root)


def _owner(slot: HtmlElement) -> HtmlElement | None:
    """The shadow root a slot belongs to."""
    return next((each for each in slot.iterancestors("template") if each.get(MARK)), None)
