// Number every element that has a box and give the document as text: {html, boxes, frames, text, title, url}.
// `x`, `y`: where this document's top left corner stands on the picture. Open shadow roots are written as templates.
({ first, most, x, y }) => {
  const boxes = {};
  const shadows = [];
  const round = (value) => Math.round(value * 100) / 100;
  const placed = [];
  // All boxes first, all numbers then: to change and to measure by turns makes the browser lay out anew each time.
  for (const root of roots()) {
    if (root !== document) shadows.push(root);
    for (const element of root.querySelectorAll("*")) {
      if (/^(HEAD|META|LINK|SCRIPT|STYLE|TITLE|BASE)$/.test(element.tagName)) continue;
      const box = element.getBoundingClientRect();
      placed.push([element, box]);
    }
  }
  let number = first;
  for (const [element, box] of placed) {
    if ((!box.width && !box.height) || number >= first + most) {
      if (element.hasAttribute("data-sa")) element.removeAttribute("data-sa");
      continue;
    }
    element.setAttribute("data-sa", String(number));
    boxes[number] = [round(box.x + scrollX + x), round(box.y + scrollY + y), round(box.width), round(box.height)];
    number++;
  }
  // Where each word stands, in document order, and every picture: what a masked copy needs (export/picture_masks.py).
  const words = [];
  const pictures = [];
  const range = document.createRange();
  const at = (box) => [round(box.x + scrollX + x), round(box.y + scrollY + y), round(box.width), round(box.height)];
  for (const root of roots()) {
    const walker = document.createTreeWalker(root === document ? document.body || document : root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && words.length < 200000) {
      const node = walker.currentNode;
      if (!node.data.trim() || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.parentNode.nodeName)) continue;
      for (const found of node.data.matchAll(/\S+/g)) {
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
        if (boxes.length) words.push([found[0].slice(0, 200), ...boxes.flatMap(at)]);
      }
    }
  }
  for (const [element, box] of placed) {
    if (!box.width || !box.height) continue;
    const leaf = !element.childElementCount;
    if (/^(IMG|VIDEO|CANVAS|SVG|OBJECT|EMBED|INPUT|TEXTAREA|SELECT)$/i.test(element.tagName)
        || getComputedStyle(element).backgroundImage.includes("url(")
        || (leaf && ["::before", "::after"].some((one) => /[^"\s]/.test(getComputedStyle(element, one).content.replace(/^(none|normal)$/, "")))))
      pictures.push(at(box));
  }
  for (const input of query("input, textarea, option")) {
    if (input.tagName === "OPTION") { input.toggleAttribute("selected", input.selected); continue; }
    if (/^(checkbox|radio)$/.test(input.type)) input.toggleAttribute("checked", input.checked);
  }
  for (const image of query("img")) {
    if (image.currentSrc && image.currentSrc !== image.src) image.setAttribute("data-sa-shown", image.currentSrc);
  }
  // What is seen of a web component is its shadow root, which the words of the element around it leave out.
  const visible = (element) => {
    if (!element || !shadows.length) return element ? element.innerText : "";
    const parts = [element.innerText];
    for (const shadow of shadows) for (const child of shadow.children) {
      if (!/^(STYLE|SCRIPT|LINK|TEMPLATE)$/.test(child.tagName)) parts.push(child.innerText || "");
    }
    return parts.filter((part) => part.trim()).join("\n");
  };
  const root = document.documentElement;
  const attributes = [...root.attributes].map((one) => ` ${one.name}="${one.value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`).join("");
  const styles = [];
  for (const scope of [document, ...shadows]) {
    for (const sheet of scope.adoptedStyleSheets || []) {
      try { styles.push([...sheet.cssRules].map((rule) => rule.cssText).join("\n")); } catch { /* not ours to read */ }
    }
  }
  const sheets = {};
  for (const sheet of document.styleSheets) {
    if (!sheet.ownerNode) continue;
    let css = null;
    try { css = [...sheet.cssRules].map((rule) => rule.cssText).join("\n"); } catch { /* another origin's */ }
    if (css !== null && sheet.href) sheets[sheet.href] = css;
    else if (css !== null && sheet.ownerNode.tagName === "STYLE" && !sheet.ownerNode.textContent.trim()) styles.push(css);
  }
  return {
    doctype: Boolean(document.doctype),
    html: `<html${attributes}>` + root.getHTML({ serializableShadowRoots: true, shadowRoots: shadows }) + "</html>",
    boxes, words, pictures, next: number, sheets, styles,
    text: visible(document.body),
    title: document.title, url: location.href,
  };
}
