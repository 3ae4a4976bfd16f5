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
// What asks for consent however it is placed and called: what stands around a button that says yes, as far out as little else does.
// In the text, only at the top or the end of the page: between posts it stands in for something that wants consent of its own.
const askings = ({ plain, yes, guesses }) => {
  const says = yes.map((pattern) => new RegExp(pattern, "iu"));
  const found = new Set();
  const spoken = roots().some((root) => { const text = ((root.body || root).textContent || "").toLowerCase(); return plain.some((word) => text.includes(word)); });
  if (!spoken) return [];
  const whole = document.documentElement.scrollHeight;
  for (const button of query(pressable)) {
    if (button.textContent.length > 120) continue;
    const label = wording(button);
    if (!label || label.length > 40 || !says.some((one) => one.test(label)) || !shown(button)) continue;
    let asking = null;
    let length = 0;
    let floats = false;
    for (let one = button.parentElement; one && one !== document.body && one !== document.documentElement; one = one.parentElement) {
      const text = wording(one);
      if (text.length > 2000 || one.matches(guesses) || (asking && text.length > length + 20)) break;
      if (!asking && plain.some((word) => text.includes(word))) length = text.length;
      if (length && shown(one)) { asking = one; floats = floats || !/static|relative/.test(getComputedStyle(one).position); }
    }
    if (!asking || asking.querySelector(guesses)) continue;
    const box = asking.getBoundingClientRect();
    if (floats || box.top + scrollY < innerHeight / 3 || whole - box.bottom - scrollY < innerHeight / 3) found.add(asking);
  }
  return [...found];
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
// Other panes that scroll by themselves: a feed in a box, an embedded list.
const panes = () => {
  const page = scroller();
  const found = [];
  for (const root of roots()) for (const element of root.querySelectorAll("*")) {
    if (element.scrollHeight < element.clientHeight + 40 || element.clientHeight < 100 || element.clientWidth < 150) continue;
    if (element === page || element.tagName === "TEXTAREA" || !/auto|scroll/.test(getComputedStyle(element).overflowY)) continue;
    if (element !== document.body && element !== document.documentElement && found.length < 12) found.push(element);
  }
  return found;
};
// Quiet is counted in turns of the event loop, not in time: a busy page or machine makes each turn, and so the wait, longer.
// Words that change in place again and again (clocks, tickers) are no unrest.
const restless = new WeakMap();
const settled = (quiet, most) => new Promise((done) => {
  const turns = 4;
  const ends = performance.now() + most;
  let calm = 0;
  let changed = false;
  const watcher = new MutationObserver((changes) => {
    const reworded = new Set();
    for (const { target, addedNodes } of changes) {
      if ([...addedNodes].some((node) => node.nodeType === 1)) changed = true;
      else reworded.add(target.nodeType === 1 ? target : target.parentNode || target);
    }
    for (const place of reworded) {
      const times = (restless.get(place) || 0) + 1;
      restless.set(place, times);
      if (times < 6) changed = true;
    }
  });
  for (const root of roots()) watcher.observe(root, { subtree: true, childList: true, characterData: true });
  const turn = () => {
    calm = changed ? 0 : calm + 1;
    changed = false;
    if (calm < turns && performance.now() < ends) setTimeout(turn, quiet / turns);
    else { watcher.disconnect(); done(calm >= turns); }
  };
  setTimeout(turn, quiet / turns);
});
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
// What tells one post or comment from another: its own id or permalink, else its words and picture.
const identity = (element) => {
  const data = element.dataset || {};
  const link = element.querySelector("a[href] time")?.closest("a") || element.querySelector('a[rel~="bookmark"][href]');
  const own = element.id || data.id || data.postId || data.commentId || data.ft || (link && link.href);
  if (own) return "=" + own;
  return "~" + digest((element.textContent || "").trim().slice(0, 400) + (element.querySelector("img")?.src || ""));
};
const digest = (text) => {
  let value = 5381;
  for (let i = 0; i < text.length; i++) value = ((value * 33) ^ text.charCodeAt(i)) | 0;
  return (value >>> 0).toString(36) + "." + text.length;
};
// A press that brings nothing is made so many times.
const MOST_BARREN = 4;
const sizeOf = (element) => ({
  elements: element.getElementsByTagName("*").length, letters: element.textContent.length, height: element.getBoundingClientRect().height,
});
// What stands around an element, from it outwards, and how large each is. `sizes` remembers what was measured.
const surroundings = (element, sizes) => {
  const found = [];
  for (let one = element; one && found.length < 9; one = one.parentElement || one.getRootNode().host) {
    if (!sizes.has(one)) sizes.set(one, sizeOf(one));
    found.push({ node: one, size: sizes.get(one) });
  }
  return found;
};
// What a press brought: 1 more than there was around the pressed element (or on the page, where nothing else was pressed),
// −1 less, 0 neither. The pressed element itself doesn't count: its words turn to "Laddar…", or it goes.
const growth = ({ around, page }, alone) => {
  const own = around[0];
  const here = own.node.isConnected;
  const now = here ? sizeOf(own.node) : { elements: -1, letters: 0, height: 0 };
  const letters = now.letters - own.size.letters;
  const elements = now.elements - own.size.elements;
  const more = (size, before) => size.elements - before.elements > elements || size.letters - before.letters > letters;
  let less = false;
  for (const { node, size } of around.slice(1).filter((one) => one.node.isConnected).slice(0, 3)) {
    const grown = sizeOf(node);
    const taller = here ? grown.height - size.height : 0;
    if (more(grown, size) || taller > 4) return 1;
    less = less || grown.letters - size.letters < letters || taller < -4;
  }
  if (alone && more(sizeOf(document.documentElement), page)) return 1;
  return less && here ? -1 : 0;
};
