// Manners that both surfaces share.

// A line of what must be mended leads to its field and leaves the address as it was: with a place in the address
// the next answer would open at that field, and what is still wrong would not be read first.
document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-leads-to-fields] a[href^='#']");
  const place = line && document.getElementById(line.hash.slice(1));
  if (!place) return;
  event.preventDefault();
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  (place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea") || place).focus();
});

document.addEventListener("click", (event) => {
  for (const box of document.querySelectorAll("details[data-closes-outside][open]")) {
    if (!box.contains(event.target)) box.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const box of document.querySelectorAll("details[data-closes-outside][open]")) {
    box.open = false;
    box.querySelector("summary").focus();
  }
});
