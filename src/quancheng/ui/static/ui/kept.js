// What was typed is not lost when the sign-in has ended: it waits in this tab, comes back into its form after
// the same person has signed in again, and goes once it was sent. Never a password, a file or a hidden field.
// And what was typed on a page that was merely left is there when its reader steps back to it: the browser
// itself keeps nothing of pages that say `no-store`.
const SENT = "qc-sent";
const KEPT = "qc-kept";
const LEFT = "qc-left";
const LONGEST = 12 * 60 * 60 * 1000; // milliseconds after which nothing is given back
const UNTOUCHED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

const main = () => document.querySelector("main[data-keeps-words]");
const here = () => location.pathname + location.search;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, told) {
  try {
    sessionStorage.setItem(key, JSON.stringify(told));
  } catch {
    // a tab that keeps nothing: the page that turns the form away still shows the words
  }
}

function forget(...keys) {
  try {
    for (const key of keys) sessionStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

const fieldsOf = (form) => [...form.elements].filter((one) => one.name && !UNTOUCHED.has(one.type));
const versionOf = (form) => form.elements.namedItem("version")?.value ?? "";
const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
const isLike = (form, other) => form.getAttribute("action") === other.getAttribute("action");

function placeOf(form) {
  const alike = [...document.querySelectorAll("main form[method=post]")].filter((one) => isLike(one, form));
  return [form.getAttribute("action") ?? "", alike.indexOf(form)].join(" ");
}

function formAt(place) {
  return [...document.querySelectorAll("main form[method=post]")].find((one) => placeOf(one) === place);
}

function valueOf(field) {
  if (isTicked(field)) return field.checked;
  if (field.type === "select-multiple") return [...field.selectedOptions].map((one) => one.value);
  return field.value;
}

function fill(field, value) {
  if (isTicked(field)) field.checked = value;
  else if (field.type === "select-multiple") {
    for (const one of field.options) one.selected = value.includes(one.value);
  } else field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// A field is known by its name; of several with one name, by what it stands for or by its place among them.
function nameOf(field, fields) {
  const alike = fields.filter((one) => one.name === field.name);
  return [field.name, isTicked(field) ? field.value : alike.indexOf(field)].join(" ");
}

function isChanged(field) {
  if (isTicked(field)) return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
}

let isGoing = false; // a form was sent, or its reader signs out: the page is not merely left

function remember(event) {
  const form = event.target;
  isGoing = true;
  if (form.hasAttribute("data-forgets-words")) return forget(SENT, KEPT, LEFT);
  if (form.method !== "post" || !main()?.contains(form) || form.querySelector("[type=password]")) return;
  const fields = fieldsOf(form);
  const told = {
    who: main().dataset.keepsWords,
    page: here(),
    at: Date.now(),
    place: placeOf(form),
    version: versionOf(form),
    fields: fields.map((one) => [nameOf(one, fields), valueOf(one), isTicked(one) ? "" : valueOf(one)]),
  };
  if (told.fields.length === 0) return;
  write(SENT, told);
  const kept = read(KEPT);
  if (kept?.page === told.page && kept.place === told.place) forget(KEPT);
}

// The page, or a part of it, that tells that the sign-in had ended.
function keepIfInVain() {
  const told = document.querySelector("[data-sent-in-vain]");
  if (!told) return false;
  const sent = read(SENT);
  if (sent) write(KEPT, sent);
  forget(SENT);
  if (sent ?? read(KEPT)) for (const one of told.querySelectorAll("[data-told-when-kept]")) one.hidden = false;
  return true;
}

function noteOf(kind) {
  const note = document.querySelector(`template[data-kept-note=${kind}]`).content.firstElementChild.cloneNode(true);
  note.querySelector("[data-drop-kept]").addEventListener("click", () => {
    forget(KEPT);
    location.reload();
  });
  return note;
}

function refill(kept, form) {
  const told = new Map(kept.fields.map(([name, value]) => [name, value]));
  const fields = fieldsOf(form);
  for (const field of fields) {
    const name = nameOf(field, fields);
    if (told.has(name)) fill(field, told.get(name));
  }
}

function giveBack(kept, form) {
  refill(kept, form);
  for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  form.before(noteOf("back"));
}

// The form is gone, or its record was changed meanwhile: the words are shown beside it, to be copied.
function showApart(kept) {
  const note = noteOf("apart");
  const words = kept.fields.map(([, , text]) => text).filter((text) => typeof text === "string" && text.trim());
  note.querySelector("textarea").value = words.join("\n\n");
  if (words.length > 0) main().prepend(note);
  else forget(KEPT);
}

function leave() {
  if (isGoing || !main()) return;
  const forms = [...main().querySelectorAll("form[method=post]")].filter((form) => !form.querySelector("[type=password]"));
  const changed = forms.filter((form) => fieldsOf(form).some(isChanged));
  if (changed.length === 0) return;
  const told = changed.map((form) => {
    const fields = fieldsOf(form);
    return { place: placeOf(form), version: versionOf(form), fields: fields.map((one) => [nameOf(one, fields), valueOf(one)]) };
  });
  write(LEFT, { who: main().dataset.keepsWords, page: here(), at: Date.now(), forms: told });
}

function comeBack() {
  const left = read(LEFT);
  if (!left) return;
  if (left.who !== main().dataset.keepsWords || Date.now() - left.at > LONGEST) return forget(LEFT);
  if (left.page !== here()) return;
  forget(LEFT);
  if (performance.getEntriesByType("navigation")[0]?.type !== "back_forward") return;
  for (const told of left.forms) {
    const form = formAt(told.place);
    if (form && versionOf(form) === told.version) refill(told, form);
  }
}

function arrive() {
  if (keepIfInVain() || !main()) return;
  forget(SENT);
  comeBack();
  const kept = read(KEPT);
  if (!kept) return;
  if (kept.who !== main().dataset.keepsWords || Date.now() - kept.at > LONGEST) return forget(KEPT);
  if (kept.page !== here()) return;
  const form = formAt(kept.place);
  if (form && versionOf(form) === kept.version) giveBack(kept, form);
  else showApart(kept);
}

document.addEventListener("submit", remember, true);
window.addEventListener("pagehide", leave);
document.addEventListener("htmx:afterSwap", keepIfInVain);
document.addEventListener("htmx:afterRequest", (event) => {
  isGoing = false;
  if (event.detail.successful) forget(SENT);
});
arrive();
