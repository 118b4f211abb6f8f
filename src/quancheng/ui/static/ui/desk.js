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

// htmx sends the token that Django asks of every form.
document.addEventListener("htmx:configRequest", (event) => {
  const told = document.getElementById("wagtail-config");
  if (!told) return;
  const { CSRF_TOKEN, CSRF_HEADER_NAME } = JSON.parse(told.textContent);
  event.detail.headers[CSRF_HEADER_NAME || "X-CSRFToken"] = CSRF_TOKEN;
});
