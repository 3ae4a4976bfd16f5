// Keeps a half-written form in its tab until it is handed in, also over a sign-out, for whoever wrote it. Without this file
// nothing is kept.
"use strict";
const keyOf = (draft, element) => `utkast:${draft}:${element.dataset.draftWho}`;
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = keyOf(form.dataset.draft, form);
  const fields = () => [...form.querySelectorAll("input:not([type=hidden]), textarea, select")].filter((one) => one.name);
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  const note = document.querySelector(`[data-draft-note="${form.dataset.draft}"]`);
  // A form that comes back with faults has its words already.
  if (kept && !form.hasAttribute("data-draft-given")) {
    for (const field of fields()) if (kept[field.name]) field.value = kept[field.name];
    if (note) note.hidden = false;
  }
  form.addEventListener("input", () => {
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((one) => [one.name, one.value]))));
  });
  note?.querySelector("button").addEventListener("click", () => { sessionStorage.removeItem(key); location.assign(location.pathname); });
}
for (const done of document.querySelectorAll("[data-draft-done]")) {
  const given = new URLSearchParams(location.search).get("besked");
  if (given === done.dataset.draftDone) sessionStorage.removeItem(keyOf(given, done));
}
