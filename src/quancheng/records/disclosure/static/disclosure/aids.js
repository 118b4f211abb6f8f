// On a narrow screen what stands beside the draft waits behind its heading.

if (window.matchMedia("(width < 60rem)").matches) {
  for (const fold of document.querySelectorAll("[data-fold-narrow]")) fold.open = false;
}
