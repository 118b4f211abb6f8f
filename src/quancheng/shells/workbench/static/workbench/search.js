// The arrow keys lead from the box through what was found, and back. Tab does the same without this.
const hits = () => [...document.querySelectorAll("[data-arrows] a[data-hit]")];
const box = () => document.getElementById("search_q");

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const here = event.target;
  const all = hits();
  const place = all.indexOf(here);
  if (!all.length || (here !== box() && place < 0) || (here === box() && step < 0)) return;
  event.preventDefault();
  const next = here === box() ? 0 : place + step;
  (next < 0 ? box() : all[Math.min(next, all.length - 1)]).focus();
});
