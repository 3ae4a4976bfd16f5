// Long feeds take items out of the page again: from now on, keep what each looked like when it went. Where no markup is
// known, one of several alike that goes while the page is scrolled is taken for a row of such a feed.
({ selector, guesses }) => {
  if (window.__saKept) return false;
  const wanted = selector || guesses;
  const kept = (window.__saKept = new Map());
  const rows = (window.__saRows = new Map());
  let scrolled = -Infinity;
  document.addEventListener("scroll", () => { scrolled = performance.now() }, { capture: true, passive: true });
  const take = (element) => {
    if (kept.size >= 5000) return;
    const html = element.outerHTML;
    if (html.length < 300000) kept.set(identity(element), html);
  };
  const takeRow = (row, parent) => {
    const text = (row.textContent || "").trim();
    if (rows.size >= 5000 || text.length < 12 || performance.now() - scrolled > 1000) return;
    const alike = (one) => one.tagName === row.tagName && one.classList[0] === row.classList[0];
    if ([...parent.children].filter(alike).length < 2) return;
    const html = row.outerHTML;
    if (html.length < 300000) rows.set(identity(row), { parent, text, html });
  };
  const watcher = new MutationObserver((changes) => {
    for (const { target, removedNodes } of changes) for (const node of removedNodes) {
      if (node.nodeType !== 1) continue;
      const inner = node.matches(wanted) ? [node] : [...node.querySelectorAll(wanted)].filter((one) => !one.parentElement.closest(wanted));
      if (inner.length) inner.forEach(take);
      else if (target.nodeType === 1) takeRow(node, target);
    }
  });
  watcher.observe(document, { subtree: true, childList: true });
  return true;
}
