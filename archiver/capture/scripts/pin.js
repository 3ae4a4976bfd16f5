// Before the picture: everything in its place once. Gives {width, height} of the page, CSS pixels.
async ({ most, wanted }) => {
  const pane = scroller();
  const outOfFlow = (element) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) if (/fixed|absolute/.test(getComputedStyle(one).position)) return true;
    return false;
  };
  // What is faded in when scrolled to and out again afterwards is shown as whoever scrolls there sees it.
  const faded = query("body *").filter((element) => getComputedStyle(element).opacity < 0.1);
  const veiled = faded.filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 40 && box.height > 20 && ((element.textContent || "").trim().length > 10 || element.querySelector("img")) && !outOfFlow(element);
  });
  if (veiled.length) {
    // Those in the window now would go as soon as the page is scrolled.
    const names = new Set(veiled.map((element) => element.classList[0]).filter(Boolean));
    for (const name of names) for (const element of document.getElementsByClassName(name)) veiled.push(element);
    for (const element of veiled) {
      for (const [name, value] of [["transition", "none"], ["animation", "none"], ["opacity", "1"], ["transform", "none"]]) element.style.setProperty(name, value, "important");
    }
  }
  pane.scrollTo({ top: 0, behavior: "instant" });
  window.scrollTo({ top: 0, behavior: "instant" });
  const page = document.scrollingElement || document.documentElement;
  if (pane !== page) {
    // An inner pane scrolls: let it and all around it grow to its full length.
    for (let element = pane; element && element !== document.documentElement; element = element.parentElement) {
      element.style.setProperty("height", "auto", "important");
      element.style.setProperty("max-height", "none", "important");
      element.style.setProperty("overflow", "visible", "important");
      if (getComputedStyle(element).position === "fixed") element.style.setProperty("position", "absolute", "important");
    }
    document.documentElement.style.setProperty("height", "auto", "important");
    document.documentElement.style.setProperty("overflow", "visible", "important");
  }
  // A feed in a box of its own is shown whole, or its posts would not be on the picture.
  for (const box of panes()) {
    if (box.closest("nav, aside, header, footer, [role='navigation']") || outOfFlow(box)) continue;
    if (!box.querySelector(wanted) && (box.textContent || "").trim().length < 600) continue;
    for (let element = box; element && element !== document.body; element = element.parentElement) {
      if (element.scrollHeight <= element.clientHeight + 4 || !element.clientHeight) continue;
      element.style.setProperty("height", "auto", "important");
      element.style.setProperty("max-height", "none", "important");
      element.style.setProperty("overflow-y", "visible", "important");
    }
  }
  const low = [];
  for (const [element, position] of fixedElements()) {
    if (position === "sticky") { element.style.setProperty("position", "relative", "important"); element.style.setProperty("inset", "auto", "important"); continue; }
    const before = element.getBoundingClientRect();
    if (!before.width || !before.height) continue;
    element.style.setProperty("position", "absolute", "important");
    element.style.setProperty("width", before.width + "px", "important");
    element.style.setProperty("height", before.height + "px", "important");
    element.style.setProperty("right", "auto", "important");
    element.style.setProperty("bottom", "auto", "important");
    const parent = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const top = (parseFloat(style.top) || 0) + before.top - parent.top;
    element.style.setProperty("left", (parseFloat(style.left) || 0) + before.left - parent.left + "px", "important");
    element.style.setProperty("top", top + "px", "important");
    if (before.top > innerHeight / 2) low.push([element, top, before]);
  }
  for (const image of document.images) { image.loading = "eager"; image.decoding = "sync"; }
  const waiting = [...document.images].filter((image) => image.src && !image.complete)
    .map((image) => new Promise((done) => { image.addEventListener("load", done, { once: true }); image.addEventListener("error", done, { once: true }); }));
  await Promise.race([Promise.all([...waiting, document.fonts.ready]), pause(most)]);
  let height = Math.ceil(Math.max(page.scrollHeight, document.body ? document.body.getBoundingClientRect().height : 0, 1));
  // What stands fast at the lower edge of the window stands at the end of the page, bars below it: elsewhere they would cover posts.
  const end = height;
  for (const [element, top, before] of low) {
    const below = before.height < innerHeight / 4;
    element.style.setProperty("top", top + (below ? end - before.top : Math.max(0, end - innerHeight)) + "px", "important");
    if (below) height = Math.max(height, Math.ceil(end + before.height));
  }
  const cut = [document.documentElement, document.body].some((one) => one && /hidden|clip/.test(getComputedStyle(one).overflowX));
  const width = Math.max(page.clientWidth, 1);
  return {
    width: cut ? width : Math.max(width, Math.min(page.scrollWidth, 3 * width)),
    whole: cut ? width : page.scrollWidth,
    height,
    broken: [...document.images].filter((image) => image.src && image.complete && !image.naturalWidth && shown(image)).length,
    pictures: [...document.images].filter((image) => image.naturalWidth > 1 && shown(image)).length,
    waiting: [...document.images].filter((image) => image.src && !image.complete).length,
  };
}
