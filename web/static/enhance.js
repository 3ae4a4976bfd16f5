// Small comforts. Every page works without this file.
"use strict";
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    const asked = form.dataset.ask;
    if (asked && !window.confirm(asked)) { event.preventDefault(); return; }
    // One press is enough: a second one would send the form twice.
    const pressed = (is) => { for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = is; };
    setTimeout(() => pressed(true), 0);
    // What is answered by a file leaves the page standing, and may be wanted again.
    if (form.hasAttribute("data-file")) setTimeout(() => pressed(false), 3000);
  });
}
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[method=post] button:disabled")) button.disabled = false;
});
