// The identities of the posts and comments in this document: how a visit knows whether anything new came.
({ selector, guesses }) => {
  const hash = (text) => {
    let value = 5381;
    for (let i = 0; i < text.length; i++) value = ((value * 33) ^ text.charCodeAt(i)) | 0;
    return (value >>> 0).toString(36) + "." + text.length;
  };
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
    const data = element.dataset || {};
    const link = element.querySelector("a[href] time")?.closest("a") || element.querySelector('a[rel~="bookmark"][href]');
    const own = element.id || data.id || data.postId || data.commentId || data.ft || (link && link.href);
    const name = own ? "=" + own : "~" + hash((element.textContent || "").trim().slice(0, 400) + (element.querySelector("img")?.src || ""));
    const times = (seen.get(name) || 0) + 1;
    seen.set(name, times);
    return times > 1 ? name + "#" + times : name;
  });
}
