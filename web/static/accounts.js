// Says at once which platform an address belongs to. Without this file the account's page says it.
"use strict";
for (const said of document.querySelectorAll(".recognised")) {
  const field = document.getElementById("f-url");
  const hosts = said.dataset.hosts.split("\n").map((line) => line.split("="));
  const look = () => {
    let host = "";
    try { host = new URL(field.value.includes("://") ? field.value : `https://${field.value}`).hostname.toLowerCase(); } catch { host = ""; }
    const known = hosts.find(([one]) => host === one || host.endsWith(`.${one}`));
    said.textContent = known ? said.dataset.known.replace("§", known[1]) : host.includes(".") ? said.dataset.unknown : "";
  };
  field.addEventListener("input", look);
  look();
}
