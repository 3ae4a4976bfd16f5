// Before the picture: everything in its place once. Gives {width, height} of the page, CSS pixels.
async ({ most }) => {
  const pane = scroller();
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
    element.style.setProperty("left", (parseFloat(style.left) || 0) + before.left - parent.left + "px", "important");
    element.style.setProperty("top", (parseFloat(style.top) || 0) + before.top - parent.top + "px", "important");
  }
  for (const image of document.images) { image.loading = "eager"; image.decoding = "sync"; }
  const waiting = [...document.images].filter((image) => image.src && !image.complete)
    .map((image) => new Promise((done) => { image.addEventListener("load", done, { once: true }); image.addEventListener("error", done, { once: true }); }));
  await Promise.race([Promise.all([...waiting, document.fonts.ready]), pause(most)]);
  const height = Math.ceil(Math.max(page.scrollHeight, document.body ? document.body.getBoundingClientRect().height : 0, 1));
  return {
    width: Math.max(page.clientWidth, 1),
    height,
    broken: [...document.images].filter((image) => image.src && image.complete && !image.naturalWidth && shown(image)).length,
    pictures: [...document.images].filter((image) => image.naturalWidth > 1 && shown(image)).length,
    waiting: [...document.images].filter((image) => image.src && !image.complete).length,
  };
}
