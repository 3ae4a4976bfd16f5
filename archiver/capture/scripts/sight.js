// What this page shows, as far as telling walls from accounts needs. Only what can be seen counts.
({ selector, guesses, login }) => {
  const count = (selectors) => query(selectors).filter((one) => shown(one) && (one.textContent || "").trim().length > 2).length;
  const text = document.body ? document.body.innerText || "" : "";
  let deep = text;
  for (const root of roots()) if (root !== document) for (const child of root.children) if (child.innerText) deep += "\n" + child.innerText;
  const signs = login.length ? query(login.join(", ")).some(shown) : false;
  // A log-in beside the page's own words (HTML, 4.3: nav, aside, header, footer) is no wall before them.
  const beside = 'nav, aside, body > header, body > footer, [role="navigation"], [role="complementary"], [role="banner"], [role="contentinfo"]';
  const around = query(beside).filter((one) => shown(one) && !one.parentElement?.closest(beside));
  const own = text.length - around.reduce((sum, one) => sum + (one.innerText || "").length, 0);
  const asks = (field) => shown(field) && !(own > 200 && field.closest(beside));
  return {
    url: location.href,
    title: document.title,
    heading: query("h1, h2").filter(shown).slice(0, 3).map(wording).join("\n"),
    text: deep.replace(/\s+/g, " ").trim().slice(0, 20000),
    items: selector ? count(selector) : 0,
    guessed: count(guesses),
    pictures: query("img, video, canvas, svg").filter((one) => shown(one) && one.getBoundingClientRect().width > 40).length,
    frames: query("iframe").filter((one) => shown(one) && one.getBoundingClientRect().height > 100).length,
    passwords: query('input[type="password"]').filter(asks).length,
    signs,
    challenge: query('iframe[src*="recaptcha"], iframe[src*="hcaptcha"], iframe[src*="challenges.cloudflare"], #challenge-form, #cf-challenge-running, .g-recaptcha, .h-captcha, form[action*="captcha" i]').length > 0,
  };
}
