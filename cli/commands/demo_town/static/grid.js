// The picture grid comes alive: more squares on scroll, comments and answers on demand, a post opened in a dialog.
"use strict";

const html = async (path) => (await fetch(path)).text();

const moreSquares = new IntersectionObserver((seen) => {
  for (const entry of seen.filter((one) => one.isIntersecting)) {
    moreSquares.unobserve(entry.target);
    html(`/bilder/hamta/rutor?fran=${entry.target.dataset.from}`).then((part) => { entry.target.outerHTML = part; });
  }
}, { rootMargin: "100px" });
document.querySelectorAll(".waiting").forEach((place) => moreSquares.observe(place));

async function openPost(address) {
  const page = new DOMParser().parseFromString(await html(address), "text/html");
  const dialog = document.createElement("div");
  dialog.className = "dialog";
  dialog.setAttribute("role", "dialog");
  dialog.append(page.querySelector("article.post"));
  document.body.append(dialog);
  history.pushState({}, "", address);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  const square = event.target.closest("a.square");
  if (square && !event.ctrlKey) {
    event.preventDefault();
    openPost(square.href);
  } else if (button?.dataset.post) {
    button.closest("li").outerHTML = await html(`/bilder/hamta/kommentarer?post=${button.dataset.post}`);
  } else if (button?.dataset.comment) {
    button.closest("ul").innerHTML = await html(`/bilder/hamta/svar?kommentar=${button.dataset.comment}`);
  } else if (event.target.matches(".dialog")) {
    event.target.remove();
    history.back();
  }
});
