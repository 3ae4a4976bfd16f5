// The identities of the posts and comments in this document: how a visit knows whether anything new came.
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
  return elements.slice(0, 20000).map((element) => {
    const name = identity(element);
    const times = (seen.get(name) || 0) + 1;
    seen.set(name, times);
    return times > 1 ? name + "#" + times : name;
  });
}
