// What `keep.js` kept and that is not in the page again, in the order it went: {html, mark} each. Rows of no known markup
// belong where they were: a comment with `mark` is put there, for their list's end, or its beginning where that is seen now.
({ selector, guesses }) => {
  const here = new Set(query(selector || guesses).map(identity));
  const items = [...(window.__saKept || new Map())].filter(([name]) => !here.has(name)).map(([, html]) => ({ html, mark: "" }));
  const rows = [...(window.__saRows || new Map())].filter(([, row]) => row.parent.isConnected);
  if (!rows.length) return items;
  const page = document.body.textContent;
  const pane = scroller();
  const ended = pane.scrollTop > (pane.scrollHeight - pane.clientHeight) / 2;
  const lists = new Map();
  for (const [name, { parent, text, html }] of rows) {
    if (!lists.has(parent)) lists.set(parent, { seen: new Set([...parent.children].map(identity)), mark: "" });
    const list = lists.get(parent);
    if (list.seen.has(name) || page.includes(text)) continue;
    if (!list.mark) {
      list.mark = `sa-vanished-${lists.size}`;
      parent[ended ? "prepend" : "append"](document.createComment(list.mark));
    }
    items.push({ html, mark: list.mark });
  }
  return items;
}
