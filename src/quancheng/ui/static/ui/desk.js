// Small manners of the desk, bound by data- attributes. Nothing here is needed to read or to send a form.
import "./manners.js";
import "./kept.js";

// A form tells in which post its page was opened, so that nobody signs in a post chosen in another window.
document.addEventListener(
  "submit",
  (event) => {
    const post = document.querySelector("main[data-acts-in]")?.dataset.actsIn;
    const form = event.target;
    if (!post || form.method !== "post" || !form.closest("main") || form.elements.namedItem("acting_in")) return;
    const told = document.createElement("input");
    Object.assign(told, { type: "hidden", name: "acting_in", value: post });
    form.append(told);
  },
  true,
);

// The key / leads to the box of the search, unless somebody is typing. Whoever wants no keys of one letter
// switches it off on the page of the search; this browser remembers.
const NO_SLASH = "no slash";
const typing = "input, textarea, select, [contenteditable]";
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const place = document.querySelector("[data-slash]");
  if (!place || event.target.closest(typing) || localStorage.getItem(NO_SLASH)) return;
  event.preventDefault();
  place.focus();
  place.select();
});
for (const told of document.querySelectorAll("[data-slash-switch]")) {
  told.hidden = false;
  const tick = told.querySelector("input");
  tick.checked = !localStorage.getItem(NO_SLASH);
  tick.addEventListener("change", () => {
    if (tick.checked) localStorage.removeItem(NO_SLASH);
    else localStorage.setItem(NO_SLASH, "1");
  });
}

// htmx sends the token that Django asks of every form.
document.addEventListener("htmx:configRequest", (event) => {
  const told = document.getElementById("wagtail-config");
  if (!told) return;
  const { CSRF_TOKEN, CSRF_HEADER_NAME } = JSON.parse(told.textContent);
  event.detail.headers[CSRF_HEADER_NAME || "X-CSRFToken"] = CSRF_TOKEN;
});

// What was written in one form is there again when another form of the page was sent first: who brings
// evidence has often told already what was done. It waits for the very next page, and a minute at most.
const UNSENT = "unsent ";
const A_MINUTE = 60_000;
const WORDS = ":is(textarea, input[type='text'], input[type='url'])";
const written = () => document.querySelectorAll(`main form[method='post'][action] ${WORDS}`);
const keyOf = (place) => `${UNSENT}${place.form.getAttribute("action")} ${place.name}`;

document.addEventListener("submit", (event) => {
  if (!event.target.closest("main")) return; // who leaves, or goes on in another post, leaves nothing behind
  for (const place of written()) {
    if (place.form === event.target || !place.value) continue;
    sessionStorage.setItem(keyOf(place), JSON.stringify({ at: Date.now(), text: place.value }));
  }
});

for (const place of written()) {
  const { at, text } = JSON.parse(sessionStorage.getItem(keyOf(place)) || "{}");
  if (!text || place.value || Date.now() - at > A_MINUTE) continue;
  place.value = text;
  if (place.closest("details")) place.closest("details").open = true;
}
for (const key of Object.keys(sessionStorage)) if (key.startsWith(UNSENT)) sessionStorage.removeItem(key);
