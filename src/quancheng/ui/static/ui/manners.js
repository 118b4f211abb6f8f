// Manners that both surfaces share.
for (const place of document.querySelectorAll("[data-focus-me]")) place.focus();
for (const place of document.querySelectorAll("[data-hide-with-script]")) place.hidden = true;

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
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
