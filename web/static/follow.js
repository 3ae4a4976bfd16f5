// Follows an ordered capture: fetches the page's own part anew until it is over. Without this file the page reloads itself.
"use strict";
const EVERY = 2000;
async function follow() {
  const here = document.getElementById("forlopp");
  if (!here || here.dataset.follow !== "ja") return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    // Signed out meanwhile: the page that was asked for says so.
    if (answer.redirected) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("forlopp");
    if (answer.ok && now) here.replaceWith(now);
  } catch { /* the network came and went; ask again */ }
  setTimeout(follow, EVERY);
}
setTimeout(follow, EVERY);
