/* Marks that are never lost: each change is kept in this phone until the server has acknowledged it.

   One entry a form (an activity): a newer change replaces an unsent older one, under a new key and a higher sequence
   number, so that a late retry never overwrites a newer mark. Entries belong to a person: two people who share a
   phone do not send each other's marks. */

const store = `ballots:${document.body.dataset.owner ?? ""}`;
const FIRST_PAUSE = 1000; // ms, doubled after each failure
const LONGEST_PAUSE = 30_000;
const PATIENCE = 10_000; // ms until a request counts as lost
const TRY_AGAIN = new Set([408, 425, 429]);
const SETTLED = new Set([400, 404, 409, 410, 412, 422]); // the server said no, and would say so again

let pause = FIRST_PAUSE;
let isSending = false;
let wasRefused = false;
let timer = null;

const readEntries = () => JSON.parse(localStorage.getItem(store) ?? "{}");
const writeEntries = (entries) => localStorage.setItem(store, JSON.stringify(entries));

function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function nextSequence() {
  const last = Number(localStorage.getItem(`${store}:sequence`) ?? 0);
  const next = Math.max(Date.now(), last + 1); // grows even if the phone's clock is set back
  localStorage.setItem(`${store}:sequence`, next);
  return next;
}

function stampForm(form) {
  form.elements.namedItem("idempotency_key").value = randomKey();
  form.elements.namedItem("sequence").value = nextSequence();
}

function formBody(form) {
  const body = new URLSearchParams(new FormData(form));
  body.delete("csrfmiddlewaretoken"); // may be renewed before the entry is sent
  return body.toString();
}

function keep(form, name) {
  stampForm(form);
  const entries = readEntries();
  const changed = new Set(entries[form.action]?.changed ?? []).add(name);
  entries[form.action] = { body: formBody(form), sequence: form.elements.namedItem("sequence").value, changed: [...changed] };
  writeEntries(entries);
}

function restore(form) {
  const entry = readEntries()[form.action];
  if (!entry) return;
  for (const [name, value] of new URLSearchParams(entry.body)) {
    const field = form.elements.namedItem(name);
    if (field && entry.changed.includes(name)) field.value = value;
  }
}

function show(state, { number = 0, words = "" } = {}) {
  for (const line of document.querySelectorAll("[data-ballot-state]")) {
    line.dataset.state = state;
    line.textContent = words || line.dataset[state].replace("{number}", number);
  }
}

const unsentMarks = () => Object.values(readEntries()).reduce((sum, entry) => sum + entry.changed.length, 0);

async function post(url, body) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { "X-CSRFToken": token, "X-Autosave": "1" },
    redirect: "manual", // a redirect to the log-in page is no acknowledgement
    signal: AbortSignal.timeout?.(PATIENCE),
  });
}

function settle(url, sequence) {
  const entries = readEntries();
  if (entries[url]?.sequence === sequence) delete entries[url]; // else a newer change arrived meanwhile
  writeEntries(entries);
}

async function sendOldest() {
  const [url, entry] = Object.entries(readEntries()).sort(([, a], [, b]) => a.sequence - b.sequence)[0];
  const answer = await post(url, entry.body);
  if (answer.ok || SETTLED.has(answer.status)) settle(url, entry.sequence);
  if (SETTLED.has(answer.status)) await showRefusal(answer);
  return answer.ok || SETTLED.has(answer.status);
}

async function showRefusal(answer) {
  wasRefused = true;
  const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  show("refused", { words: isPlain ? await answer.text() : "" });
}

async function flush() {
  if (isSending || !unsentMarks()) return;
  isSending = true;
  clearTimeout(timer);
  if (!wasRefused) show("sending");
  let isThrough = true;
  try {
    while (isThrough && unsentMarks()) isThrough = await sendOldest();
  } catch {
    isThrough = false; // no connection: the entry stays
  }
  isSending = false;
  if (isThrough) rest();
  else waitAndRetry();
}

function rest() {
  pause = FIRST_PAUSE;
  if (!wasRefused) show("saved"); // a refusal stays to be read
}

function waitAndRetry() {
  show("unsent", { number: unsentMarks() });
  timer = setTimeout(flush, pause * (0.5 + Math.random()));
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

function enhanceForm(form) {
  restore(form);
  form.addEventListener("change", (event) => {
    try {
      keep(form, event.target.name);
      flush();
    } catch {
      show("full"); // storage is forbidden or full: the button still works
    }
  });
  form.addEventListener("submit", () => stampForm(form));
}

document.querySelectorAll("form[data-ballot]").forEach(enhanceForm);
addEventListener("online", flush);
addEventListener("pageshow", flush);
flush();
