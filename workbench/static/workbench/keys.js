// One key a decision. Everything here is a shortcut to a link or a form that also works without it.
"use strict";

const SWITCH = "workbench-keys";
const legend = document.querySelector(".keys");
const sentences = document.getElementById("sentences").dataset; // in the reader's language
const say = (text) => { const place = document.getElementById("keys-say"); if (place) place.textContent = text; };

// --- the off-switch -------------------------------------------------------------------------------------------

function keysAreOn() {
  try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; }
}

if (legend) {
  const box = legend.querySelector("#keys-on");
  legend.querySelector(".keys-switch").hidden = false;
  const show = () => { box.checked = keysAreOn(); legend.toggleAttribute("data-off", !box.checked); };
  show();
  box.addEventListener("change", () => {
    try { localStorage.setItem(SWITCH, box.checked ? "on" : "off"); } catch { /* a browser without storage keeps them on */ }
    show();
  });
}

// --- a page that is being left -----------------------------------------------------------------------------------

// Until the next page is there, this one still gets the keys: one pressed for that page must not sign on this one.
let leaving = false;

function leadsAway(link, event) {
  if (!link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return !link.getAttribute("href").startsWith("#");
}

document.addEventListener("click", (event) => {
  if (leadsAway(event.target.closest("a[href]"), event)) leaving = true;
});
document.addEventListener("submit", (event) => { if (!event.defaultPrevented) leaving = true; });
window.addEventListener("pageshow", () => { leaving = false; });

function isTyping(target) {
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target.matches("input") && !["radio", "checkbox", "button", "submit"].includes(target.type);
}

// --- the queue: a cursor over its rows ------------------------------------------------------------------------

const rows = () => [...document.querySelectorAll(".row")];
const currentRow = () => document.querySelector(".row[data-current]");

function markCurrent(row) {
  for (const other of rows()) delete other.dataset.current;
  if (row) row.dataset.current = "";
}

function openPreview(row) {
  const opener = row.querySelector(".row-open");
  if (opener && window.htmx && !row.querySelector(".preview")) window.htmx.trigger(opener, "preview");
}

function goTo(row) {
  if (!row) return;
  markCurrent(row);
  row.querySelector(".row-link").focus();
  row.scrollIntoView({ block: "nearest" });
  openPreview(row);
}

function move(by) {
  const all = rows();
  const at = all.indexOf(currentRow());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  if (all[next]) { delete all[next].dataset.fresh; goTo(all[next]); }
  else if (by > 0) say(sentences.lastClaim);
}

// A row that the cursor came to by itself takes no verdict at first: the key may have been meant for the row before.
const LOOK = 600; // milliseconds from when its quotes are there

function bring(row) {
  if (!row) return;
  goTo(row);
  row.dataset.fresh = "";
  letLook(row);
}

function letLook(row) {
  if ("fresh" in row.dataset && row.querySelector(".preview")) setTimeout(() => delete row.dataset.fresh, LOOK);
}

function moveToUndecided(from) {
  const all = rows();
  const isOpen = (row) => !("done" in row.dataset);
  const next = all.slice(all.indexOf(from) + 1).find(isOpen);
  if (next) bring(next);
  else endPage(from, all.some(isOpen));
}

// Nothing comes after the claim that was decided: the focus goes where one goes on from, and what that is, is said.
function endPage(row, skipped) {
  const further = document.querySelector(".pager [rel=next]");
  (further || row.querySelector(".row-link")).focus();
  say(further ? sentences.pageDone : skipped ? sentences.skippedAbove : sentences.queueDone);
}

function decideRow(key) {
  const row = currentRow();
  if (!row) return say(sentences.chooseFirst);
  if ("done" in row.dataset) return say(sentences.doneAlready);
  if ("fresh" in row.dataset) return say(sentences.nextAlready);
  if (row.querySelector("form.htmx-request")) return say(sentences.recording);
  const button = row.querySelector(`button[data-key="${key}"]`);
  if (button) return button.click();
  openPreview(row);
  return say(sentences.opening);
}

const signedHere = []; // ids of rows, in the order in which they were signed on this page

function undo() {
  const places = [currentRow(), ...signedHere.map((id) => document.getElementById(id)).reverse(), document];
  const button = places.map((place) => place && place.querySelector("[data-undo]")).find(Boolean);
  if (!button) return say(sentences.nothingToUndo);
  if (!button.form.matches(".htmx-request")) button.click();
}

// The field of the page itself, else the one in its head, else (where the head has no room for one) the search's page.
function focusSearch() {
  const field = document.querySelector("[data-slash]") || document.getElementById("top-q");
  if (!field) return;
  const fold = field.closest("details");
  if (fold) fold.open = true;
  if (!field.checkVisibility()) return follow("go-search");
  field.focus();
  field.select();
}

const queueKeys = {
  j: () => move(1),
  k: () => move(-1),
  s: () => move(1),
  o: () => { const row = currentRow(); if (row) row.querySelector(".row-link").click(); },
  1: () => decideRow(1),
  2: () => decideRow(2),
  3: () => decideRow(3),
  u: undo,
  "/": focusSearch,
};

const searchKeys = {
  j: () => move(1),
  k: () => move(-1),
  o: queueKeys.o,
  "/": focusSearch,
};

// --- the claim's page -----------------------------------------------------------------------------------------

function follow(id) {
  const link = document.getElementById(id);
  if (link) link.click();
  else say(sentences.noFurther);
}

function choose(key) {
  const radio = document.querySelector(`.decision input[data-key="${key}"]`);
  if (!radio) return;
  radio.checked = true;
  radio.focus();
}

const claimKeys = {
  j: () => follow("go-next"),
  s: () => follow("go-next"),
  k: () => follow("go-previous"),
  1: () => choose(1),
  2: () => choose(2),
  3: () => choose(3),
  u: undo,
  "/": focusSearch,
};

// --- wiring ---------------------------------------------------------------------------------------------------

const keysHere = legend ? { queue: queueKeys, claim: claimKeys, search: searchKeys }[legend.dataset.keys] : {};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (leaving || !legend || !keysAreOn()) return;
  const act = event.key === "?" ? () => { const box = legend.querySelector("details"); box.open = !box.open; } : keysHere[event.key];
  if (!act || event.repeat) return;
  event.preventDefault();
  say("");
  act();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  leaving = false; // Escape also stops a page from loading
  const menu = document.querySelector(".menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  else if (isTyping(event.target)) event.target.blur();
  else if (legend) legend.querySelector("details").open = false;
});

document.addEventListener("click", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  if (row) markCurrent(row);
});

// A second click on an open preview closes it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const opener = event.target;
  if (!opener.matches || !opener.matches(".row-open")) return;
  const place = opener.closest(".row").querySelector(".row-preview");
  if (place.firstElementChild && event.detail.requestConfig.triggeringEvent?.type === "click") {
    event.preventDefault();
    place.replaceChildren();
    opener.setAttribute("aria-expanded", "false");
  }
});

// A session that ended answers with the sign-in page: go there as a whole page instead of into a row.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname.startsWith("/accounts/")) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  const row = event.target.closest && event.target.closest(".row");
  if (!row) return;
  const opener = row.querySelector(".row-open");
  if (opener) opener.setAttribute("aria-expanded", String(Boolean(row.querySelector(".preview"))));
  letLook(row);
  const alert = row.querySelector("[role=alert]");
  if ("takenBack" in row.dataset) { delete row.dataset.takenBack; bring(row); return; }
  if ("done" in row.dataset && !alert) { signedHere.push(row.id); moveToUndecided(row); }
  else if (alert) { goTo(row); const wanted = row.querySelector("[data-wanted]"); if (wanted) wanted.focus(); }
});

function describeFailure({ requestConfig, xhr }) {
  if (requestConfig && requestConfig.verb === "get") return sentences.failedRead;
  if (xhr && xhr.status >= 400 && xhr.status < 500) return sentences.refused;
  return sentences.unknown;
}

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const place = document.getElementById("messages");
    const message = document.createElement("p");
    message.className = "message message-error";
    message.textContent = describeFailure(event.detail);
    place.replaceChildren(message);
    place.scrollIntoView({ block: "nearest" });
  });
}
