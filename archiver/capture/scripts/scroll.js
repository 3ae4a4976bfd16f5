// Walk down from where the page stands to its end, a window at a time. Gives the height reached, CSS pixels.
async ({ from, step, wait, nudge }) => {
  const pane = scroller();
  if (nudge) { pane.scrollTo(0, Math.max(0, pane.scrollHeight - 3 * innerHeight)); await pause(wait); }
  let y = from;
  for (let i = 0; i < 400; i++) {
    const end = pane.scrollHeight - pane.clientHeight;
    y = Math.min(y, end);
    pane.scrollTo({ top: y, behavior: "instant" });
    await pause(wait);
    if (y >= pane.scrollHeight - pane.clientHeight - 1) break;
    y += pane.clientHeight * step;
  }
  return pane.scrollHeight;
}
