// The queue beyond its keys: selecting rows, and hearing what changed without losing one's place. Loaded after keys.js.
"use strict";

// --- selecting ------------------------------------------------------------------------------------------------

const bulk = document.getElementById("bulk");
const picks = () => [...document.querySelectorAll("[data-pick]")];
let lastPicked = null;

function showPicked() {
  if (!bulk) return;
  const all = picks();
  const chosen = all.filter((box) => box.checked).length;
  const count = bulk.querySelector("[data-picked]");
  const whole = bulk.querySelector("[data-pick-all]");
  bulk.toggleAttribute("data-some", chosen > 0);
  for (const part of bulk.querySelectorAll("button, select, [data-picked]")) part.hidden = chosen === 0;
  if (count) count.textContent = `${chosen} ${count.dataset.picked}`;
  if (whole) { whole.checked = chosen > 0 && chosen === all.length; whole.indeterminate = chosen > 0 && chosen < all.length; }
}

function pick(box, checked, range) {
  const all = picks();
  const from = range && lastPicked ? all.indexOf(lastPicked) : -1;
  const [first, last] = [from < 0 ? all.indexOf(box) : from, all.indexOf(box)].sort((a, b) => a - b);
  for (const one of all.slice(first, last + 1)) one.checked = checked;
  lastPicked = box;
  showPicked();
}

function pickCurrent(range) {
  const row = currentRow();
  if (!row) return say(sentences.chooseFirst);
  const box = row.querySelector("[data-pick]");
  if (!box) return say(sentences.notSelectable);
  pick(box, range || !box.checked, range);
  return say(`${picks().filter((one) => one.checked).length} ${sentences.selected}`);
}

function takeCurrent() {
  const row = currentRow();
  if (!row) return say(sentences.chooseFirst);
  const button = row.querySelector("[data-take]");
  return button ? button.click() : say(sentences.notYours);
}

if (bulk && bulk.querySelector("[data-pick-all]")) {
  bulk.querySelector(".bulk-all").hidden = picks().length === 0;
  bulk.querySelector("[data-pick-all]").addEventListener("change", (event) => {
    for (const box of picks()) box.checked = event.target.checked;
    showPicked();
  });
  document.addEventListener("click", (event) => {
    if (event.target.matches("[data-pick]")) pick(event.target, event.target.checked, event.shiftKey);
  });
  Object.assign(queueKeys, { x: () => pickCurrent(false), X: () => pickCurrent(true), a: takeCurrent });
  window.addEventListener("pageshow", showPicked); // the browser may bring ticks back with the page
  showPicked();
}

// Who has a claim changed in its row: the tick sends what the row shows now, and the focus stays where it was.
document.addEventListener("htmx:afterSettle", (event) => {
  const row = event.target.closest && event.target.closest(".row");
  const who = row && row.querySelector(".row-who");
  if (!who) return;
  const box = row.querySelector("[data-pick]");
  if (box) box.value = who.dataset.seen;
  const field = who.querySelector("select");
  if (field) field.focus();
  else if (event.target === who && document.activeElement === document.body) row.querySelector(".row-link").focus();
  showPicked();
});

// --- news -----------------------------------------------------------------------------------------------------

const EVERY = 20; // seconds between two questions; a page that nobody looks at asks nothing
const live = document.getElementById("live");

function describeRows() {
  return rows().map((row) => {
    const who = row.querySelector(".row-who");
    return who ? who.dataset.state : row.dataset.claim;
  }).join(",");
}

function askForNews() {
  if (document.hidden || !window.htmx) return;
  const told = live.querySelector("#news")?.dataset.told || "";
  const address = `${live.dataset.ask}&${new URLSearchParams({ rows: describeRows(), told })}`;
  window.htmx.ajax("GET", address, { target: "#news", swap: "outerHTML", source: live });
}

if (live) {
  setInterval(askForNews, EVERY * 1000);
  document.addEventListener("visibilitychange", askForNews);
  document.addEventListener("workbench:ask", askForNews);
}

// A page that was asked to show what is new opens at the claim one was at.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show-news]");
  const row = currentRow();
  if (link && row) link.hash = row.id;
});
const kept = location.hash.startsWith("#claim-") && document.getElementById(location.hash.slice(1));
if (kept) goTo(kept);

// --- explanations ---------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const tip = event.key === "Escape" && (document.activeElement.closest(".tip") || document.querySelector(".tip:hover"));
  if (tip) tip.dataset.closed = "";
});
for (const away of ["mouseout", "focusout"]) {
  document.addEventListener(away, (event) => {
    const tip = event.target.closest && event.target.closest(".tip");
    if (tip && !tip.contains(event.relatedTarget)) delete tip.dataset.closed;
  });
}
