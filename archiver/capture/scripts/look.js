// What has come: {names, novel, waiting, lost}. `names` are the identities of the posts and comments in this document,
// `novel` how many pieces of text there are that no look has seen before, `waiting` how many presses have brought nothing
// yet, `lost` how many pressed buttons went and left nothing.
({ selector, guesses }) => {
  const repeated = () => {
    // No known markup: the largest groups of sisters that look alike and say something.
    const found = [];
    for (const root of roots()) for (const parent of root.querySelectorAll("*")) {
      if (parent.childElementCount < 4) continue;
      const alike = new Map();
      for (const child of parent.children) {
        const key = child.tagName + "." + (child.classList[0] || "");
        if (alike.has(key)) alike.get(key).push(child);
        else alike.set(key, [child]);
      }
      for (const group of alike.values()) {
        if (group.length >= 4 && group.filter((one) => (one.textContent || "").trim().length > 30).length * 2 > group.length) {
          for (const one of group) found.push(one);
        }
      }
    }
    return found;
  };
  let elements = query(selector || guesses);
  if (!elements.length && !selector) elements = repeated();
  const seen = new Map();
  const names = elements.slice(0, 20000).map((element) => {
    const name = identity(element);
    const times = (seen.get(name) || 0) + 1;
    seen.set(name, times);
    return times > 1 ? name + "#" + times : name;
  });
  // Comments without known markup are seen by their words. Figures don't count: clocks and counters run for ever.
  const known = window.__saWords || (window.__saWords = new Set());
  const before = known.size;
  for (const root of roots()) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && known.size < 200000) {
      const text = walker.currentNode.data;
      if (text.length < 12) continue;
      const words = text.replace(/[\d\s]+/g, " ").trim();
      if (words.length > 8 && !/^(SCRIPT|STYLE)$/.test(walker.currentNode.parentElement?.tagName)) known.add(digest(words));
    }
  }
  let waiting = 0;
  let lost = 0;
  const presses = [...(window.__saPresses || new Map()).values()].filter((one) => !one.done);
  const alone = presses.filter((one) => one.fresh).length === 1;
  for (const one of presses) {
    const brought = growth(one, alone && one.fresh);
    if (one.fresh || !one.element.isConnected) one.barren++;
    one.fresh = false;
    if (brought > 0) {
      one.gave = true;
      one.barren = 0;
      // What opened and closed again is a switch: opened once more, it stays.
      one.done = one.shut || !one.element.isConnected;
    } else if (brought < 0 && one.gave) one.shut = true;
    else if (!one.gave && !one.bare && one.barren < MOST_BARREN) waiting++;
    else if (!one.gave && !one.bare && !one.element.isConnected) lost++;
  }
  return { names, novel: known.size - before, waiting, lost };
}
