// Answer a consent overlay with no. Gives "none", "no" (pressed), "settings" (opened the second layer) or "seen".
({ selectors, no, settings, subjects, plain, yes, save, guesses }) => {
  // A page of its own that only asks for consent (Google's, for one): short, and nothing on it looks like a post.
  const asksOnly = () => document.body && wording(document.body).length < 4000
    && plain.some((word) => wording(document.body).slice(0, 1500).includes(word)) && !query(guesses).some(shown);
  const overlays = () => {
    const found = [];
    for (const element of query('[role="dialog"], [role="alertdialog"], [aria-modal="true"], dialog[open], [id*="cookie" i], [class*="cookie" i], [id*="consent" i], [class*="consent" i], [id*="kakor" i], [class*="kakor" i], [id*="gdpr" i], [class*="gdpr" i]')) found.push(element);
    for (const [element] of fixedElements()) found.push(element);
    found.push(...askings({ plain, yes, guesses }));
    if (window !== window.parent || asksOnly()) found.push(document.body);
    return found.filter((element) => element && shown(element) && subjects.some((word) => wording(element).slice(0, 6000).includes(word)))
      .filter((element) => query_in(element, pressable).length);
  };
  const query_in = (element, selector) => {
    const found = [...element.querySelectorAll(selector)];
    for (const inner of [element, ...element.querySelectorAll("*")]) if (inner.shadowRoot) found.push(...query_in_root(inner.shadowRoot, selector));
    return found;
  };
  const query_in_root = (root, selector) => {
    const found = [...root.querySelectorAll(selector)];
    for (const inner of root.querySelectorAll("*")) if (inner.shadowRoot) found.push(...query_in_root(inner.shadowRoot, selector));
    return found;
  };
  const stays = (element) => {
    const link = element.closest("a[href]");
    return !link || link.getAttribute("href").startsWith("#") || link.protocol === "javascript:" || !link.getAttribute("href");
  };
  const known = query(selectors.join(", ")).find(shown);
  if (known && stays(known)) { known.click(); return "no"; }
  const layers = overlays();
  if (!layers.length) return "none";
  const find = (patterns) => {
    for (const pattern of patterns) {
      const expression = new RegExp(pattern, "iu");
      for (const layer of layers) {
        const button = query_in(layer, pressable).find((one) => shown(one) && stays(one) && wording(one).length < 80 && expression.test(wording(one)));
        if (button) return button;
      }
    }
    return null;
  };
  const refusal = find(no);
  if (refusal) { refusal.click(); return "no"; }
  const saving = find(save);
  if (saving) {
    for (const layer of layers) for (const box of query_in(layer, 'input[type="checkbox"], [role="switch"], [role="checkbox"]')) {
      const on = box.checked || box.getAttribute("aria-checked") === "true";
      if (on && !box.disabled && box.getAttribute("aria-disabled") !== "true") box.click();
    }
    saving.click();
    return "no";
  }
  const second = find(settings);
  if (second) { second.click(); return "settings"; }
  return "seen";
}
