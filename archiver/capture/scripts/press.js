// Press every "show more" that is there. Gives how many were pressed.
({ selectors, texts, never, most }) => {
  const pressed = window.__saPressed || (window.__saPressed = new WeakMap());
  const more = texts.map((pattern) => new RegExp(pattern, "iu"));
  const not = never.map((pattern) => new RegExp(pattern, "iu"));
  let count = 0;
  const leaves = (element) => {
    const link = element.closest("a[href]");
    if (link) {
      const href = link.getAttribute("href").trim();
      if (href && !href.startsWith("#") && !/^javascript:/i.test(href)) {
        // A link elsewhere is no button, whatever it says; one to this very page with a script of its own is.
        if (link.href.split("#")[0] !== location.href.split("#")[0] || link.search !== location.search) return true;
      }
    }
    const button = element.closest("button, input");
    return Boolean(button && button.form && button.type === "submit");
  };
  const label = (element) => {
    // A button that is only an icon is called what its icon is called; signs before the words don't count.
    const icon = element.querySelector("[aria-label], [alt], [title]");
    const called = (icon && (icon.getAttribute("aria-label") || icon.getAttribute("alt") || icon.getAttribute("title"))) || "";
    return (wording(element) || called.trim().toLowerCase()).replace(/^[^\p{L}\p{N}.…]+/u, "");
  };
  const size = document.getElementsByTagName("*").length;
  const press = (element) => {
    // Again and again while each press brings something; twice when it brought nothing.
    const before = pressed.get(element) || { times: 0, size: -1, idle: 0 };
    const idle = before.size === size ? before.idle + 1 : 0;
    if (count >= most || before.times >= 100 || idle > 1) return;
    pressed.set(element, { times: before.times + 1, size, idle });
    count++;
    element.click();
  };
  for (const details of query("details:not([open])")) {
    if (count < most && !pressed.has(details)) { pressed.set(details, 1); details.open = true; count++; }
  }
  const named = selectors.length ? query(selectors.join(", ")) : [];
  for (const element of named) if (shown(element) && !element.disabled && !leaves(element) && !not.some((one) => one.test(wording(element)))) press(element);
  const taken = new Set(named);
  for (const element of query('button, [role="button"], a, summary, input[type="button"], [onclick], span[tabindex], div[tabindex]')) {
    if (taken.has(element) || element.disabled || element.getAttribute("aria-disabled") === "true") continue;
    if (element.tagName === "SUMMARY" || element.getAttribute("aria-expanded") === "true") continue;
    const words = label(element);
    if (!words || words.length > 70 || !more.some((one) => one.test(words)) || not.some((one) => one.test(words))) continue;
    if ([...taken].some((one) => one.contains(element) || element.contains(one))) continue;
    if (shown(element) && !leaves(element)) { taken.add(element); press(element); }
  }
  return count;
}
