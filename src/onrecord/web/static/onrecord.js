// What moves: the two-way light of a page, search as you type, dropping files. All reading works without.
"use strict";

const article = document.getElementById("article");
const margin = document.getElementById("margin");

// ---- A page: words light their records, records light their words.

function keysOf(words) {
  return words.dataset.of.split(" ");
}

function wordsOf(key) {
  return article.querySelectorAll(`.w[data-of~="${CSS.escape(key)}"]`);
}

function rowsLit() {
  return document.querySelectorAll("[data-row].lit");
}

function putOut() {
  for (const one of document.querySelectorAll(".w.lit, [data-row].lit")) {
    one.classList.remove("lit");
    one.removeAttribute("aria-current");
  }
  margin.classList.remove("answers");
  margin.querySelector(".close").hidden = true;
}

function lightRow(row) {
  row.classList.add("lit");
  row.setAttribute("aria-current", "true");
  const fold = row.closest("details");
  if (fold) fold.open = true;
}

function lightWords(key) {
  const words = wordsOf(key);
  for (const one of words) {
    one.classList.add("lit");
    const fold = one.closest("details");
    if (fold) fold.open = true;
  }
  return words[0];
}

function inSight(one, frame) {
  const box = one.getBoundingClientRect();
  const edge = frame ? frame.getBoundingClientRect() : { top: 60, bottom: window.innerHeight };
  return box.top >= edge.top + 30 && box.bottom <= edge.bottom;
}

function bring(one) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  one.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

// A row was chosen: its words light up and come into sight.
function fromRow(row) {
  putOut();
  lightRow(row);
  const first = lightWords(row.dataset.row);
  if (first && !inSight(first)) bring(first);
  history.replaceState(null, "", `?lit=${encodeURIComponent(row.dataset.row)}`);
}

// Words were chosen: all that stands on them lights up, the statements and events first in sight.
function fromWords(words) {
  putOut();
  const keys = keysOf(words);
  const told = keys.filter((key) => /^[se]/.test(key));
  const other = keys.filter((key) => !/^[se]/.test(key));
  const looks = ["when", "where", "swap"].some((look) => words.classList.contains(look));
  // The narrowest reading of what was meant: a time, place or swapped word before the line around it.
  const chosen = looks ? keys : told.length ? told : other;
  for (const key of chosen) {
    const row = document.querySelector(`[data-row="${CSS.escape(key)}"]`);
    if (row) lightRow(row);
    lightWords(key);
  }
  margin.classList.add("answers");
  margin.querySelector(".close").hidden = false;
  const first = [...rowsLit()].find((row) => row.offsetParent);
  if (first && !inSight(first, margin)) {
    if (getComputedStyle(margin).position === "sticky") {
      margin.scrollTop += first.getBoundingClientRect().top - margin.getBoundingClientRect().top - 60;
    } else {
      margin.scrollTop = 0;
    }
  }
}

function glow(words, on) {
  const keys = words ? keysOf(words) : [];
  for (const key of keys) {
    if (!/^[se]/.test(key)) continue;
    for (const one of wordsOf(key)) one.classList.toggle("glow", on);
  }
}

function step(by) {
  const rows = [...margin.querySelectorAll(".rows .row[data-row]")].filter((row) => row.offsetParent);
  const here = rows.findIndex((row) => row.classList.contains("lit"));
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1)];
  if (!next) return;
  fromRow(next);
  next.querySelector("a.jump").focus({ preventScroll: true });
  if (getComputedStyle(margin).position === "sticky" && !inSight(next, margin)) {
    margin.scrollTop += next.getBoundingClientRect().top - margin.getBoundingClientRect().top - 60;
  }
}

if (article && margin) {
  article.addEventListener("click", (event) => {
    const words = event.target.closest(".w");
    if (words && !String(getSelection())) fromWords(words);
  });
  article.addEventListener("mouseover", (event) => glow(event.target.closest(".w"), true));
  article.addEventListener("mouseout", (event) => glow(event.target.closest(".w"), false));
  document.addEventListener("click", (event) => {
    const jump = event.target.closest("a.jump");
    const inner = event.target.closest("a, button, input, select, textarea, summary, form");
    const row = jump
      ? document.querySelector(`[data-row="${CSS.escape(new URL(jump.href).searchParams.get("lit") || "")}"]`)
      : inner ? null : event.target.closest("[data-row]");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!String(getSelection())) fromRow(row);
  });
  margin.querySelector(".legend").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.classList.contains("close")) return putOut();
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    margin.classList.toggle(`hide-${button.dataset.shows}`, !shown);
  });
  const asked = document.querySelector("[data-row].lit");
  if (asked) fromRow(asked);
  else if (location.hash === "#w-at") document.querySelector(".w.lit")?.scrollIntoView({ block: "center" });
}

// ---- Keys.

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && article && margin && !typing) putOut();
  else if (typing) return;
  else if (event.key === "/") {
    event.preventDefault();
    (document.querySelector(".filters input[type=search]") || document.querySelector(".find input")).focus();
  } else if (article && margin && (event.key === "j" || event.key === "k")) step(event.key === "j" ? 1 : -1);
});

// ---- Search as you type: the same address, the same page, only its results are put in.

const filters = document.querySelector("form.filters[data-live]");
if (filters) {
  let waiting = 0;
  let asking = null;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const values = new URLSearchParams([...new FormData(filters)].filter(([, value]) => value));
    const address = `${filters.getAttribute("action")}?${values}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const results = page.getElementById("results");
      if (!results) return;
      document.getElementById("results").replaceWith(document.adoptNode(results));
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 160);
  };
  filters.addEventListener("input", later);
  filters.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask();
  });
}

// ---- Files that are dropped are read at once.

const droppable = document.querySelector("form.droppable");
if (droppable) {
  const zone = droppable.querySelector(".drop");
  const field = droppable.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.remove("over");
    });
  }
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    droppable.requestSubmit();
  });
}
