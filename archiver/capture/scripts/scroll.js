// Walk down from `from` to the end of the page, a window at a time, each long enough for one frame to be drawn (so that
// what loads when seen is seen). Gives the height reached, CSS pixels.
async ({ from, step, nudge }) => {
  const drawn = () => Promise.race([new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))), pause(120)]);
  for (const frame of query('iframe[loading="lazy"]')) frame.loading = "eager";
  const pane = scroller();
  if (nudge) { pane.scrollTo({ top: Math.max(0, pane.scrollHeight - 3 * innerHeight), behavior: "instant" }); await drawn(); }
  let y = from;
  for (let i = 0; i < 400; i++) {
    y = Math.min(y, pane.scrollHeight - pane.clientHeight);
    pane.scrollTo({ top: y, behavior: "instant" });
    await drawn();
    if (y >= pane.scrollHeight - pane.clientHeight - 1) break;
    y += pane.clientHeight * step;
  }
  return pane.scrollHeight;
}
