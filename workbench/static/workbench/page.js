// What every page does: tell the server the browser's time zone, and show that a request is under way.
"use strict";

try {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `browser_zone=${zone}; path=/; max-age=31536000; samesite=lax`;
} catch { /* a browser without zones reads the server's */ }

// A part of the page that waits for its answer says so, to the eye (.htmx-request) and to a screen reader.
const waiting = (event, is) => {
  const target = event.detail.target;
  if (target && target.setAttribute) is ? target.setAttribute("aria-busy", "true") : target.removeAttribute("aria-busy");
};
document.addEventListener("htmx:beforeSend", (event) => waiting(event, true));
for (const end of ["htmx:afterRequest", "htmx:sendError", "htmx:timeout"]) document.addEventListener(end, (event) => waiting(event, false));

// Where a row of places is wider than a phone, it opens at the place where one is.
for (const here of document.querySelectorAll("nav ul [aria-current]")) {
  const row = here.closest("ul");
  if (row.scrollWidth > row.clientWidth) row.scrollLeft = here.offsetLeft - row.offsetLeft - 24;
}

// One form, one answer: a second click on a form that is being sent sends nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if ("sent" in form.dataset) event.preventDefault();
  else if (!event.defaultPrevented) { form.dataset.sent = ""; setTimeout(() => delete form.dataset.sent, 4000); }
});
window.addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; });
