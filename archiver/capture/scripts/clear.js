// Take away what lies over the page: consent without a no, pop-overs that ask to log in, and their backdrops.
// Gives the kinds taken away: "consent", "login", "backdrop".
({ subjects, plain, yes, guesses, login, close, consent, bared }) => {
  const took = [];
  const hide = (element, kind) => { element.style.setProperty("display", "none", "important"); took.push(kind); };
  const covers = (element) => {
    const box = element.getBoundingClientRect();
    const width = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
    const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    return width > 0 && height > 0 ? (width * height) / (innerWidth * innerHeight) : 0;
  };
  const holdsPage = (element) => (element.innerText || "").length > 0.6 * (document.body.innerText || "").length;
  const asksOnly = (element) => plain.some((word) => wording(element).slice(0, 600).includes(word)) && !element.querySelector(`${guesses}, main`);
  const dialogs = query('[role="dialog"], [role="alertdialog"], [aria-modal="true"], dialog[open]');
  const over = [...new Set([...dialogs, ...fixedElements().filter(([, p]) => p === "fixed").map(([e]) => e)])];
  // A site's own head that is fixed may well have "Så behandlar vi personuppgifter" in its menu.
  const heads = (element) => element.matches("header, nav, [role='banner'], [role='navigation']") || element.querySelector("nav, [role='navigation']");
  for (const element of over) {
    if (!element.isConnected || !shown(element) || element === document.body || element === document.documentElement) continue;
    const text = wording(element).slice(0, 6000);
    if (consent && subjects.some((word) => text.includes(word)) && element.querySelector("button, a, [role=button], input")
        && (!holdsPage(element) || asksOnly(element)) && !heads(element)) { hide(element, "consent"); continue; }
    const asks = element.querySelector('input[type="password"]') || login.some((word) => text.includes(word));
    if (asks && covers(element) > 0.08 && !holdsPage(element)) {
      const button = [...element.querySelectorAll(pressable)].find((one) => shown(one) && close.some((word) => wording(one) === word || (one.getAttribute("aria-label") || "").toLowerCase() === word));
      if (button && !button.closest("a[href]:not([href^='#'])")) button.click();
      if (shown(element)) hide(element, "login"); else took.push("login");
    }
  }
  if (consent) for (const element of askings({ plain, yes, guesses })) if (shown(element) && !holdsPage(element)) hide(element, "consent");
  if (took.length || bared) {
    for (const [element, position] of fixedElements()) {
      if (position === "fixed" && covers(element) > 0.85 && wording(element).length < 5 && shown(element)) hide(element, "backdrop");
    }
  }
  const page = document.scrollingElement || document.documentElement;
  if (scroller() === page) {
    // Pop-overs lock the page's scrolling; where an inner pane scrolls, the lock is the site's own layout.
    for (const element of [document.documentElement, document.body]) {
      if (!element || !/hidden|clip/.test(getComputedStyle(element).overflowY)) continue;
      element.style.setProperty("overflow", "visible", "important");
      if (getComputedStyle(element).position === "fixed") element.style.setProperty("position", "static", "important");
    }
  }
  return took;
}
