// Draw black boxes on an item's picture; each is a line in the field "rutor". A box is taken away with a click or Delete.
"use strict";
const field = document.getElementById("f-rutor");
const lines = () => field.value.split("\n").map((line) => line.trim()).filter(Boolean);
const pictures = [...document.querySelectorAll(".masking")];
// Boxes are told in the picture's own pixels; on a narrow screen it is shown smaller.
const scale = (holder) => { const picture = holder.querySelector("img"); return (picture.clientWidth || 1) / (picture.naturalWidth || 1); };
const place = (element, box, holder) => {
  const [left, top, right, bottom] = box.map((one) => one * scale(holder));
  element.style.left = left + "px"; element.style.top = top + "px";
  element.style.width = right - left + "px"; element.style.height = bottom - top + "px";
};
const show = () => {
  for (const holder of pictures) {
    holder.querySelectorAll(".box").forEach((one) => one.remove());
    lines().forEach((line) => {
      const found = line.replace(/\s/g, "").match(/^(\d+):(\d+),(\d+),(\d+),(\d+)$/);
      if (!found || found[1] !== holder.dataset.wording) return;
      const button = document.createElement("button");
      button.type = "button"; button.className = "box"; button.setAttribute("aria-label", line);
      place(button, found.slice(2).map(Number), holder);
      const remove = () => { field.value = lines().filter((one) => one !== line).join("\n"); show(); };
      button.addEventListener("click", remove);
      button.addEventListener("keydown", (event) => { if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); remove(); } });
      holder.append(button);
    });
  }
};
if (field) {
  field.addEventListener("input", show);
  for (const holder of pictures) {
    const picture = holder.querySelector("img");
    picture.addEventListener("load", show);
    const at = (event) => {
      const edge = picture.getBoundingClientRect();
      const x = Math.min(Math.max(Math.round((event.clientX - edge.left) / scale(holder)), 0), picture.naturalWidth);
      const y = Math.min(Math.max(Math.round((event.clientY - edge.top) / scale(holder)), 0), picture.naturalHeight);
      return [x, y];
    };
    holder.addEventListener("pointerdown", (event) => {
      if (event.target.closest(".box") || event.button) return;
      event.preventDefault();
      const start = at(event);
      const draft = document.createElement("div");
      draft.className = "box draft";
      holder.append(draft);
      const box = (now) => [Math.min(start[0], now[0]), Math.min(start[1], now[1]), Math.max(start[0], now[0]), Math.max(start[1], now[1])];
      const move = (moved) => place(draft, box(at(moved)), holder);
      const end = (ended) => {
        document.removeEventListener("pointermove", move);
        const drawn = box(at(ended));
        draft.remove();
        if (drawn[2] - drawn[0] > 2 && drawn[3] - drawn[1] > 2) {
          field.value = [...lines(), holder.dataset.wording + ":" + drawn.join(",")].join("\n");
          show();
        }
      };
      document.addEventListener("pointermove", move);
      document.addEventListener("pointerup", end, { once: true });
    });
  }
  addEventListener("resize", show);
  show();
}
