// Finds the records that hold every word; the texts are set as text, never as markup.
(function () {
  "use strict";
  const most = 100;
  const list = document.getElementById("traffar");
  const status = document.getElementById("svar");
  const field = document.getElementById("ord");

  function part(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function show(words) {
    const found = window.handlingar.filter(function (one) {
      const text = (one.text + " " + one.author + " " + one.account).toLocaleLowerCase("sv");
      return words.every(function (word) { return text.includes(word); });
    });
    list.replaceChildren();
    found.slice(0, most).forEach(function (one) {
      const link = part("a", one.account + ", " + one.when);
      link.href = one.page;
      const row = document.createElement("li");
      row.append(link, part("p", one.text.slice(0, 300)));
      list.append(row);
    });
    const more = found.length > most ? " De " + most + " nyaste visas." : "";
    status.textContent = found.length + (found.length === 1 ? " träff." : " träffar.") + more;
  }

  document.getElementById("sok").addEventListener("submit", function (event) {
    event.preventDefault();
    const words = field.value.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
    if (words.length) { show(words); } else { status.textContent = "Skriv ett ord att söka efter."; list.replaceChildren(); }
  });
})();
