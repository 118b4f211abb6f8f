// Small manners of the desk, bound by data- attributes. Nothing here is needed to read or to send a form.
import "./manners.js";
import "./kept.js";

// htmx sends the token that Django asks of every form.
document.addEventListener("htmx:configRequest", (event) => {
  const told = document.getElementById("wagtail-config");
  if (!told) return;
  const { CSRF_TOKEN, CSRF_HEADER_NAME } = JSON.parse(told.textContent);
  event.detail.headers[CSRF_HEADER_NAME || "X-CSRFToken"] = CSRF_TOKEN;
});
