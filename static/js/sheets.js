/* One activity a screen without asking the server for each: the sheets of a ballot come in one piece after the page,
   so that "next" and "back" work where the connection does not. Questions stay the same form, filled anew. */

const frame = document.querySelector("[data-sheets-src]");
const form = document.querySelector("form[data-ballot]");
const OVERVIEW = "all";
const WAIT = 2000; // ms, the longest: a hall that begins to score does not ask all at once

const isCopy = Boolean(document.querySelector("[data-kept-notice]")?.dataset.keptNotice);

const sheets = new Map(); // id of the activity -> { template, values, isRecused }, in the order of the list; then the overview
let current = frame?.dataset.current;

async function load() {
  try {
    const answer = await fetch(frame.dataset.sheetsSrc, { headers: { "HX-Request": "true" }, redirect: "error" });
    if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    addEventListener("online", load, { once: true }); // the links and the button work without it
  }
}

async function take(page) {
  for (const template of page.querySelectorAll("template[data-sheet]")) {
    const { sheet, values = "{}", recused } = template.dataset;
    sheets.set(sheet, { template, values: JSON.parse(values), isRecused: recused !== undefined });
  }
  for (const { slot, values, state, sequence } of await globalThis.phoneQueue.entries()) {
    const sheet = [...sheets.values()].find((each) => each.template.dataset.slot === slot);
    const isNewer = sheet && state === "held" && sequence >= Number(sheet.template.dataset.loaded);
    if (state === "waiting" || isNewer) remember(slot, values);
  }
  showWanted();
  frame.dataset.ready = "";
}

/* The kept copy of a ballot (worker.js) is one page for all its activities: the address says which is meant. */
function showWanted() {
  const wanted = new URLSearchParams(location.search).get("activity");
  if (wanted === current || !sheets.has(wanted)) return;
  history.replaceState({ sheet: wanted }, "");
  show(wanted);
}

/* What was given since the page came: the sheets were made before. */
function remember(slot, values) {
  for (const sheet of sheets.values()) {
    const { slot: ballot, conflictSlot } = sheet.template.dataset;
    if (slot === ballot) sheet.values = values;
    if (slot === conflictSlot) sheet.isRecused = values.wanted === "yes";
  }
}

const isDone = (sheet) =>
  sheet.isRecused || Object.entries(sheet.values).filter(([name, value]) => name.startsWith("mark-") && value).length >= Number(frame.dataset.questions);
const isBegun = (sheet) => Object.keys(sheet.values).some((name) => name.startsWith("mark-"));
const ids = () => [...sheets.keys()];
const beside = (step) => ids()[ids().indexOf(current) + step];

function show(id) {
  const sheet = sheets.get(id);
  form.dispatchEvent(new Event("ballot:leaving"));
  current = id;
  for (const part of document.querySelectorAll("[data-sheet-part]")) {
    const fresh = sheet.template.content.querySelector(`[data-sheet-part=${part.dataset.sheetPart}]`);
    part.replaceChildren(...(fresh ? document.importNode(fresh, true).childNodes : []));
  }
  if (id !== OVERVIEW) fill(sheet);
  form.hidden = id === OVERVIEW;
  showRecusal(sheet);
  showProgress();
  showButtons();
  document.title = sheet.template.dataset.title;
  scrollTo(0, 0);
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true }); // a reader hears where one is
}

function fill(sheet) {
  const { action, slot, title, loaded } = sheet.template.dataset;
  form.action = action;
  Object.assign(form.dataset, { slot, title, loaded, shown: loaded });
  for (const field of form.querySelectorAll("input[type=radio]")) field.checked = sheet.values[field.name] === field.value;
  form.elements.namedItem("comment").value = sheet.values.comment ?? "";
  form.elements.namedItem("sequence").value = loaded;
  form.querySelectorAll(".error").forEach((error) => error.remove());
  form.querySelectorAll(".has-errors").forEach((scale) => scale.classList.remove("has-errors"));
}

function showRecusal(sheet) {
  const isShut = sheet.isRecused || document.querySelector("[data-closed]") !== null;
  document.querySelectorAll("[data-when-recused]").forEach((part) => (part.hidden = !sheet.isRecused));
  document.querySelectorAll("[data-when-not-recused]").forEach((part) => (part.hidden = sheet.isRecused));
  form.querySelectorAll("input[type=radio], textarea").forEach((field) => (field.disabled = isShut));
  form.querySelectorAll("fieldset").forEach((scale) => (scale.disabled = isShut));
}

function showProgress() {
  const activities = [...sheets].filter(([id]) => id !== OVERVIEW);
  const done = activities.filter(([, sheet]) => isDone(sheet)).length;
  for (const progress of document.querySelectorAll(".progress")) {
    progress.querySelector("progress").value = done;
    progress.querySelector(".number").textContent = frame.dataset.progress.replace("{done}", done);
  }
  document.querySelectorAll("[data-when-done]").forEach((part) => (part.hidden = done < activities.length));
  for (const place of document.querySelectorAll("[data-state-of]")) {
    const sheet = sheets.get(place.dataset.stateOf);
    const state = sheet.isRecused ? "recused" : isDone(sheet) ? "done" : isBegun(sheet) ? "begun" : "open";
    const badge = document.querySelector(`template[data-badge=${state}]`);
    if (badge) place.replaceChildren(document.importNode(badge.content, true));
  }
}

function showButtons() {
  const names = { back: Boolean(beside(-1)), all: current !== OVERVIEW, next: current !== OVERVIEW };
  for (const [name, isThere] of Object.entries(names)) {
    document.querySelectorAll(`[data-sheet-go=${name}]`).forEach((button) => (button.hidden = !isThere));
  }
}

function go(id, event) {
  if (!sheets.has(id)) return; // not here (yet): the link or the button asks the server
  event.preventDefault();
  history.pushState({ sheet: id }, "", `?activity=${id}`);
  show(id);
}

function pressed(event) {
  const link = event.target.closest?.("a[href], [data-sheet-go]");
  if (!link || event.metaKey || event.ctrlKey) return;
  const { sheetGo, sheetTo } = link.dataset;
  if (sheetGo === "back") go(beside(-1), event);
  else if (sheetGo === "all") go(OVERVIEW, event);
  else if (sheetGo === "next") go(beside(1), event);
  else if (sheetTo) go(sheetTo, event);
}

if (frame && form) {
  setTimeout(load, isCopy ? 0 : Math.random() * WAIT);
  history.replaceState({ sheet: current }, "");
  document.addEventListener("click", pressed);
  document.addEventListener("ballot:changed", ({ detail }) => {
    remember(detail.slot, detail.values);
    if (sheets.size) showProgress();
  });
  document.addEventListener("queue:put", ({ detail }) => {
    remember(detail.slot, detail.values);
    if (sheets.has(current)) {
      showRecusal(sheets.get(current));
      showProgress();
    }
  });
  addEventListener("popstate", ({ state }) => sheets.has(state?.sheet) && show(state.sheet));
}
