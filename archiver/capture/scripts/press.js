// Press every "show more" that is there. Gives {pressed, left, counts}: how many were pressed now, how many are seen that
// nothing has opened, and how many counts ("7 svar") opened nothing though fewer stand there. What each press brought is
// told by look.js afterwards.
({ selectors, texts, never, most, guesses }) => {
  const presses = window.__saPresses || (window.__saPresses = new Map());
  const more = texts.map((pattern) => new RegExp(pattern, "iu"));
  const not = never.map((pattern) => new RegExp(pattern, "iu"));
  let pressed = 0;
  let left = 0;
  let counts = 0;
  const promised = (element) => {
    const holder = element.closest(guesses) || element.parentElement;
    return parseInt(label(element).replace(/\D/g, ""), 10) > holder.querySelectorAll(guesses).length;
  };
  const elsewhere = (element) => {
    // A link elsewhere is no button, whatever it says; one to this very page with a script of its own is.
    const link = element.closest("a[href]");
    const href = link ? link.getAttribute("href").trim() : "";
    if (!href || href.startsWith("#") || /^javascript:/i.test(href)) return false;
    return link.href.split("#")[0] !== location.href.split("#")[0] || link.search !== location.search;
  };
  const sends = (element) => {
    const button = element.closest("button, input");
    return Boolean(button && button.form && button.type === "submit");
  };
  const label = (element) => {
    // A button that is only an icon is called what its icon is called; signs before the words don't count.
    const icon = element.querySelector("[aria-label], [alt], [title]");
    const called = (icon && (icon.getAttribute("aria-label") || icon.getAttribute("alt") || icon.getAttribute("title"))) || "";
    return (wording(element) || called.trim().toLowerCase()).replace(/^[^\p{L}\p{N}.…]+/u, "");
  };
  const chosen = [];
  const press = (element) => {
    // A bare count ("2 kommentarer") may open what it counts, but promises nothing.
    const bare = /^[\d\s.,]+\p{L}+$/u.test(label(element));
    const before = presses.get(element) || { element, bare, times: 0, barren: 0, gave: false, done: false };
    // Again and again while each press brings something; a few times when it brought nothing: its script may come late.
    if (before.done || before.times >= 100 || (before.gave && before.barren > 1)) return;
    if (chosen.length + pressed < most && before.barren < MOST_BARREN) chosen.push(before);
    else if (!before.gave && !before.bare) left++;
    else if (!before.gave && before.times && promised(element)) counts++;
  };
  for (const details of query("details:not([open])")) {
    if (presses.has(details)) continue;
    if (pressed >= most) { left++; continue; }
    presses.set(details, { done: true });
    details.open = true;
    pressed++;
  }
  const named = selectors.length ? query(selectors.join(", ")) : [];
  const taken = new Set(named);
  for (const element of named) {
    if (shown(element) && !element.disabled && !elsewhere(element) && !sends(element) && !not.some((one) => one.test(wording(element)))) press(element);
  }
  for (const element of query('button, [role="button"], a, summary, input[type="button"], [onclick], span[tabindex], div[tabindex]')) {
    if (taken.has(element)) continue;
    if (element.disabled || element.getAttribute("aria-disabled") === "true") {
      if (presses.has(element) && !presses.get(element).gave) left++;
      continue;
    }
    if (element.tagName === "SUMMARY" || element.getAttribute("aria-expanded") === "true") continue;
    const words = label(element);
    if (!words || words.length > 70 || !more.some((one) => one.test(words)) || not.some((one) => one.test(words))) continue;
    if ([...taken].some((one) => one.contains(element) || element.contains(one))) continue;
    if (!shown(element) || elsewhere(element)) continue;
    taken.add(element);
    if (sends(element)) left++;
    else press(element);
  }
  // All is measured first and pressed then: by turns, the browser would lay the page out anew for each.
  const sizes = new Map();
  const page = sizeOf(document.documentElement);
  for (const one of chosen) one.around = surroundings(one.element, sizes);
  for (const one of chosen) {
    if (!one.element.isConnected) continue;
    presses.set(one.element, Object.assign(one, { times: one.times + 1, fresh: true, page }));
    pressed++;
    one.element.click();
  }
  return { pressed, left, counts };
}
