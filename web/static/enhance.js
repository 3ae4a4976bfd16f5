// Small comforts. Every page works without this file.
"use strict";
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    const asked = form.dataset.ask;
    if (asked && !window.confirm(asked)) { event.preventDefault(); return; }
    // One press is enough: a second one would send the form twice.
    setTimeout(() => { for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = true; }, 0);
  });
}
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[method=post] button:disabled")) button.disabled = false;
});
