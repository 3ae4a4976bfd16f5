// The social-network page comes alive: consent first, older posts on scroll, comments and answers on demand.
"use strict";

const fetchPart = async (path, query) => (await fetch(`${path}?${new URLSearchParams(query)}`)).json();

function answerConsent(answer) {
  document.cookie = `consent=${answer}; path=/; SameSite=Lax`;
  document.querySelector(".veil")?.remove();
  document.body.classList.remove("locked");
}

const olderPosts = new IntersectionObserver((seen) => {
  for (const entry of seen.filter((one) => one.isIntersecting)) {
    olderPosts.unobserve(entry.target);
    setTimeout(() => loadPosts(entry.target), 120);
  }
}, { rootMargin: "200px" });

async function loadPosts(place) {
  const part = await fetchPart("/social/hamta/inlagg", { efter: place.dataset.after });
  place.insertAdjacentHTML("beforebegin", part.html);
  place.remove();
  watch();
}

function watch() {
  document.querySelectorAll(".waiting").forEach((place) => olderPosts.observe(place));
}

async function open(button) {
  const { post, after, comment, text } = button.dataset;
  if (button.dataset.busy) return;
  button.dataset.busy = "1";
  if (text) {
    button.parentElement.innerHTML = (await fetchPart("/social/hamta/text", { nummer: text })).html;
  } else if (comment) {
    button.closest(".replies").innerHTML = (await fetchPart("/social/hamta/svar", { kommentar: comment })).html;
  } else {
    const part = await fetchPart("/social/hamta/kommentarer", { post, efter: after });
    button.closest("li").outerHTML = part.html;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[role=button]");
  if (!button) return;
  if (button.closest(".choice")) answerConsent(button.textContent === "Tillåt alla" ? "ja" : "nej");
  else if (button.matches("[data-post], [data-comment], [data-text]")) open(button);
});

if (document.cookie.includes("consent=")) answerConsent(document.cookie.match(/consent=(\w+)/)[1]);
watch();
