// What somebody has begun to write stays on this device until it is sent, cleared, or seven days old.
// Never who asks or how to reach them, never a hidden field, nothing ticked in the end; nothing leaves the device.
const LONGEST = 7 * 24 * 60 * 60 * 1000; // milliseconds
const NEVER = new Set([
  "name", "proof_number", "representative", "contact_person", "phone", "email", "address",
  "agent_name", "agent_proof", "agent_proof_number", "agent_phone",
  "website", "confirms", "seal", "csrfmiddlewaretoken",
]);
const UNTOUCHED = new Set(["hidden", "password", "file", "submit", "button", "reset"]);

const keyOf = (name) => `qc-draft:${name}`;

function read(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(name)));
    if (draft && Date.now() - draft.at < LONGEST) return draft;
    localStorage.removeItem(keyOf(name));
  } catch {
    // a browser that keeps nothing
  }
  return null;
}

function keep(name, told) {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), told }));
    return true;
  } catch {
    return false;
  }
}

function forget(name) {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // nothing was kept
  }
}

const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
const fieldsOf = (form) =>
  [...form.elements].filter((one) => one.name && !NEVER.has(one.name) && !UNTOUCHED.has(one.type));

function toldIn(form) {
  const told = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "radio") {
      if (field.checked) told[field.name] = field.value;
    } else told[field.name] = isTicked(field) ? field.checked : field.value;
  }
  return told;
}

function putBack(form, told) {
  for (const field of fieldsOf(form)) {
    const value = told[field.name];
    if (value === undefined) continue;
    if (field.type === "radio") field.checked = field.value === value;
    else if (isTicked(field)) field.checked = value;
    else if (field.options) {
      if ([...field.options].some((one) => one.value === value)) field.value = value;
    } else field.value = value;
  }
}

function tend(form) {
  const name = form.dataset.draft;
  const note = document.querySelector("[data-draft-note]");
  const draft = read(name);
  if (draft && "draftFresh" in form.dataset) {
    putBack(form, draft.told);
    note.hidden = false;
    note.querySelector("[data-draft-back]").hidden = false;
  }
  let waits = 0;
  const later = () => {
    clearTimeout(waits);
    waits = setTimeout(() => {
      if (keep(name, toldIn(form))) note.hidden = false;
    }, 400);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  note.querySelector("[data-draft-clear]").addEventListener("click", () => {
    clearTimeout(waits);
    forget(name);
    location.assign(location.href);
  });
}

for (const form of document.querySelectorAll("form[data-draft]")) tend(form);
for (const done of document.querySelectorAll("[data-draft-done]")) forget(done.dataset.draftDone);
