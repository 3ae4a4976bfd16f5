// Zooming, scrolling two pictures together, and drawing one picture over the other. All of it is extra.
"use strict";
for (const buttons of document.querySelectorAll("[data-zoom]")) {
  const picture = document.querySelector(`#${buttons.dataset.zoom} img`);
  let wide = 100;
  buttons.hidden = false;
  for (const button of buttons.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      wide = Math.min(400, Math.max(50, wide + 50 * Number(button.dataset.step)));
      picture.style.width = `${wide}%`;
    });
  }
}
const together = [...document.querySelectorAll("[data-together]")];
for (const one of together) {
  one.addEventListener("scroll", () => { for (const other of together) if (other !== one) other.scrollTop = one.scrollTop; });
}
for (const over of document.querySelectorAll("[data-overlay]")) {
  over.hidden = false;
  const top = over.querySelector(".top-picture");
  over.querySelector("input").addEventListener("input", (event) => { top.style.opacity = String(event.target.value / 100); });
}
