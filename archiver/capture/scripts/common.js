// Shared by the scripts a visit runs in a page; put before each of them. Plain functions, no state.
const roots = () => {
  const found = [document];
  for (let i = 0; i < found.length; i++) {
    for (const element of found[i].querySelectorAll("*")) if (element.shadowRoot) found.push(element.shadowRoot);
  }
  return found;
};
const query = (selector) => {
  const found = [];
  for (const root of roots()) {
    try { for (const element of root.querySelectorAll(selector)) found.push(element); } catch { /* a selector this browser can't read */ }
  }
  return found;
};
const shown = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
};
const wording = (element) =>
  (element.innerText || element.value || element.getAttribute("aria-label") || element.title || "")
    .replace(/\s+/g, " ").trim().toLowerCase();
const pressable = 'button, [role="button"], a, summary, input[type="button"], input[type="submit"], [onclick], [tabindex="0"]';
const fixedElements = () => {
  const found = [];
  for (const root of roots()) {
    for (const element of root.querySelectorAll("*")) {
      const position = getComputedStyle(element).position;
      if (position === "fixed" || position === "sticky") found.push([element, position]);
    }
  }
  return found;
};
// The element that scrolls the page: the document, or the inner pane some sites scroll instead.
const scroller = () => {
  const page = document.scrollingElement || document.documentElement;
  if (page.scrollHeight > innerHeight * 1.2) return page;
  let best = page;
  for (const element of document.querySelectorAll("main, div, section, [role='main'], ul")) {
    if (element.scrollHeight > element.clientHeight * 1.2 && element.clientHeight > innerHeight * 0.5
        && element.clientWidth > innerWidth * 0.4 && /auto|scroll/.test(getComputedStyle(element).overflowY)
        && element.scrollHeight > best.scrollHeight) best = element;
  }
  return best;
};
const settled = (quiet, most) => new Promise((done) => {
  const finish = () => { watcher.disconnect(); clearTimeout(timer); clearTimeout(last); done(); };
  let timer = setTimeout(finish, quiet);
  const last = setTimeout(finish, most);
  const watcher = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(finish, quiet); });
  watcher.observe(document, { subtree: true, childList: true, characterData: true });
});
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
// What tells one post or comment from another: its own id or permalink, else its words and picture.
const identity = (element) => {
  const data = element.dataset || {};
  const link = element.querySelector("a[href] time")?.closest("a") || element.querySelector('a[rel~="bookmark"][href]');
  const own = element.id || data.id || data.postId || data.commentId || data.ft || (link && link.href);
  if (own) return "=" + own;
  const text = (element.textContent || "").trim().slice(0, 400) + (element.querySelector("img")?.src || "");
  let value = 5381;
  for (let i = 0; i < text.length; i++) value = ((value * 33) ^ text.charCodeAt(i)) | 0;
  return "~" + (value >>> 0).toString(36) + "." + text.length;
};
