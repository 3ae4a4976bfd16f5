// Walk down from `from` to the end of the page or to `tallest`, a window at a time, each long enough for one frame to be drawn (so
// that what loads when seen is seen), for at most `most` milliseconds; then down each inner pane. Gives the height reached, CSS pixels.
async ({ from, step, nudge, tallest, most }) => {
  const ends = performance.now() + most;
  const drawn = () => Promise.race([new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))), pause(120)]);
  for (const frame of query('iframe[loading="lazy"]')) frame.loading = "eager";
  const pane = scroller();
  if (nudge) { pane.scrollTo({ top: Math.max(0, pane.scrollHeight - 3 * innerHeight), behavior: "instant" }); await drawn(); }
  const walk = async (one, y, steps) => {
    for (let i = 0; i < steps && performance.now() < ends; i++) {
      y = Math.min(y, one.scrollHeight - one.clientHeight);
      one.scrollTo({ top: y, behavior: "instant" });
      await drawn();
      if (window.__saStep) window.__saStep();
      if (y >= one.scrollHeight - one.clientHeight - 1) return one.scrollHeight;
      if (y > tallest) break;
      y += one.clientHeight * step;
    }
    return Math.min(y, one.scrollHeight);
  };
  const reached = await walk(pane, from, 400);
  for (const inner of panes()) await walk(inner, from && !nudge ? inner.scrollTop : 0, 60);
  return reached;
}
