// The blog's cookie notice: either answer removes it.
"use strict";

const notice = document.querySelector("#cookie-notice");
notice.querySelectorAll("button").forEach((button) => {
  button.addEventListener("click", () => {
    document.cookie = `kakor=${button.dataset.kaka}; path=/blogg; SameSite=Lax`;
    notice.remove();
  });
});
if (document.cookie.includes("kakor=")) notice.remove();
