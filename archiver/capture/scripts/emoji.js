// Before printing: emoji become small pictures of themselves with the sign as their alt text. Printed as letters they are
// Type 3 fonts, which the PDF/A validator does not pass. Gives how many. Run when all other evidence is taken.
() => {
  const sign = /\p{RGI_Emoji}|\p{Extended_Pictographic}/v;
  const every = new RegExp(sign.source, "gv");
  const drawn = new Map();
  const picture = (text) => {
    if (!drawn.has(text)) {
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d");
      pen.font = "64px sans-serif";
      canvas.width = Math.max(1, Math.ceil(pen.measureText(text).width));
      canvas.height = 76;
      pen.font = "64px sans-serif";
      pen.textBaseline = "middle";
      pen.fillText(text, 0, 42);
      drawn.set(text, canvas.toDataURL());
    }
    const image = document.createElement("img");
    image.src = drawn.get(text);
    image.alt = text;
    image.style.cssText = "display:inline;height:1.19em;width:auto;vertical-align:-0.22em;margin:0;padding:0;border:0";
    return image;
  };
  const found = [];
  for (const root of roots()) {
    const walker = document.createTreeWalker(root === document ? document.body || document : root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (sign.test(walker.currentNode.data)) found.push(walker.currentNode);
  }
  let count = 0;
  for (const node of found.slice(0, 20000)) {
    if (!node.parentElement || /^(SCRIPT|STYLE|TEXTAREA|TITLE|OPTION)$/.test(node.parentElement.tagName)) continue;
    const parts = document.createDocumentFragment();
    let end = 0;
    for (const match of node.data.matchAll(every)) {
      parts.append(node.data.slice(end, match.index), picture(match[0]));
      end = match.index + match[0].length;
      count++;
    }
    parts.append(node.data.slice(end));
    node.replaceWith(parts);
  }
  return count;
}
