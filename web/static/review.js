// Keys for the review desk: single letters press what stands on the page. They can be switched off (WCAG 2.1.4), and every
// one of them is a link or button as well.
"use strict";
const OFF = "somearkiv-kortkommandon-av";
const store = { get: () => { try { return localStorage.getItem(OFF); } catch { return null; } }, set: (off) => { try { off ? localStorage.setItem(OFF, "ja") : localStorage.removeItem(OFF); } catch { /* kept for this page only */ } } };
let off = store.get() === "ja";
for (const place of document.querySelectorAll("[data-shortcuts]")) {
  const button = place.querySelector("button");
  const show = () => { button.setAttribute("aria-pressed", String(!off)); };
  place.hidden = false;
  show();
  button.addEventListener("click", () => { off = !off; store.set(off); show(); });
}
const writing = (element) => element.isContentEditable || /^(textarea|select)$/i.test(element.tagName) || (element.tagName === "INPUT" && !/^(checkbox|radio)$/.test(element.type));
const rows = [...document.querySelectorAll("[data-queue] > li")];
const count = document.querySelector("[data-count]");
const tell = () => {
  if (!count) return;
  const many = document.querySelectorAll("[data-queue] input:checked").length;
  count.hidden = !many;
  count.textContent = document.documentElement.lang === "en" ? `${many} chosen.` : `${many} valda.`;
};
addEventListener("change", tell);
addEventListener("pageshow", tell);
const move = (step) => {
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, here < 0 ? 0 : here + step))];
  next.querySelector("h2 a").focus();
  next.scrollIntoView({ block: "nearest" });
};
const choose = (link) => {
  const radio = document.getElementById(link.dataset.choose);
  radio.closest("details").open = true;
  radio.checked = true;
  document.getElementById(link.dataset.then).focus();
};
for (const link of document.querySelectorAll("[data-choose]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); choose(link); });
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && writing(event.target)) { event.target.blur(); return; }
  if (off || event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing(event.target)) return;
  if (rows.length && (event.key === "j" || event.key === "k")) { event.preventDefault(); move(event.key === "j" ? 1 : -1); return; }
  if (rows.length && event.key === "x") {
    const row = rows.find((one) => one.contains(document.activeElement));
    if (row) { event.preventDefault(); row.querySelector("input[type=checkbox]").click(); }
    return;
  }
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (event.key === "?") { const help = document.getElementById("genvagar"); help.scrollIntoView(); help.focus(); return; }
  if (wanted.tagName === "SUMMARY") { wanted.parentElement.open = true; wanted.focus(); return; }
  wanted.click();
});
