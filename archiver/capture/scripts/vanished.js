// The items that `keep.js` kept and that are not in the page again, in the order they went.
({ selector, guesses }) => {
  const here = new Set(query(selector || guesses).map(identity));
  return [...(window.__saKept || new Map())].filter(([name]) => !here.has(name)).map(([, html]) => html);
}
