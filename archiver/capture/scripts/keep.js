// Long feeds take items out of the page again: from now on, keep what each looked like when it went. Where no markup is
// known, one of several alike that goes while the page is scrolled is taken for a row of such a feed. Some feeds use their
// rows again instead: where the words of placed rows change while the page is scrolled, each step's rows are kept.
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
  const scrolling = () => performance.now() - scrolled < 1000;
  const sisters = (row, parent) => {
    const alike = (one) => one.tagName === row.tagName && one.classList[0] === row.classList[0];
    return [...parent.children].filter(alike).length;
  };
  const takeRow = (row, parent, name) => {
    const text = (row.textContent || "").trim();
    if (rows.size >= 5000 || text.length < 12 || !scrolling() || sisters(row, parent) < 2) return;
    const html = row.outerHTML;
    if (html.length < 300000) rows.set(name, { parent, text, html });
  };
  const reused = new Set();
  const placed = '[style*="translate"], [style*="top:"]';
  const look = (target) => {
    const row = (target.nodeType === 1 ? target : target.parentElement)?.closest(placed);
    const parent = row?.parentElement;
    if (parent && reused.size < 20 && !reused.has(parent) && sisters(row, parent) > 2) reused.add(parent);
  };
  window.__saStep = () => {
    for (const parent of reused) for (const row of parent.children) takeRow(row, parent, "~" + digest(row.textContent || ""));
  };
  const went = (node, parent) => {
    const inner = node.matches(wanted) ? [node] : [...node.querySelectorAll(wanted)].filter((one) => !one.parentElement.closest(wanted));
    if (inner.length) inner.forEach(take);
    else if (parent.nodeType === 1) takeRow(node, parent, identity(node));
  };
  const watcher = new MutationObserver((changes) => {
    for (const { target, removedNodes, type } of changes) {
      const elements = [...removedNodes].filter((node) => node.nodeType === 1);
      elements.forEach((node) => went(node, target));
      if ((type === "characterData" || (removedNodes.length && !elements.length)) && scrolling()) look(target);
    }
  });
  watcher.observe(document, { subtree: true, childList: true, characterData: true });
  return true;
}
