/* Parts of a page that stay fresh.

   The stream only names what changed; each page fetches that part itself, with its own rights, after a random moment
   so that a hall of phones does not ask at once. Polling goes on slowly beside the stream, because a stream whose
   server has lost its news looks healthy, and quickly while there is no stream or the server says that it is deaf.
   Events carry a number that only grows within an epoch of the server: a page that comes back and missed nothing need
   not ask, which matters when a whole hall comes back at once. */

const root = document.querySelector("[data-live]");
const delay = Number(root?.dataset.liveDelay ?? 3000); // ms, the longest wait before a part is fetched
const CALM = 30_000;
const HASTY = 6_000; // with its spread and the delay below ten seconds
const PATIENCE = 10_000; // a request without an answer for so long is given up
const REST = 300; // ms between two fetches of one part: a hall that scores moves the wall, but need not drive it

const etags = new Map(); // part id -> what the server called its last version
const waiting = new Set(); // ids of parts to be fetched soon
const fetches = new Map(); // part id -> its latest fetch: when it began, and when it is done
let stream = null;
let failures = 0;
let isDeaf = false; // the stream stands, but its server hears nothing
let epoch = null;
let last = 0; // the number of the newest event seen in this epoch
let nextPoll = null;

const random = (most) => Math.random() * most;
const allParts = () => document.querySelectorAll("[data-live-src]");
const isOpen = () => stream?.readyState === EventSource.OPEN;

function isBehind(part, version) {
  return version === undefined || !(Number(part.dataset.liveVersion) >= version);
}

function hear(event) {
  if (event.name === "deaf") return setDeaf(true);
  if (event.name === "resync") setDeaf(false);
  if (event.number <= last) return;
  last = event.number ?? last;
  announce(event);
}

/* A server may have been deaf for some seconds before it noticed: what it did not hear is asked for now. */
function setDeaf(now) {
  if (isDeaf === now) return;
  isDeaf = now;
  if (isDeaf) poll();
  else pollLater();
}

function greet({ epoch: current, number = 0, deaf = false }) {
  const hasMissed = failures > 0 && (current !== epoch || number !== last || current === undefined);
  [epoch, last, failures] = [current, number, 0];
  setDeaf(deaf);
  pollLater();
  if (hasMissed) announce({ name: "resync" });
}

function announce({ name, version }) {
  for (const part of allParts()) {
    const isMeant = name === "resync" || part.dataset.liveName.split(" ").includes(name);
    if (isMeant && isBehind(part, version)) fetchSoon(part.id, delay);
  }
}

/* One fetch of a part at a time: the answer of an earlier one could come last and put back what was there before. */
function fetchSoon(id, within) {
  if (waiting.has(id)) return;
  waiting.add(id);
  const before = fetches.get(id);
  const rest = before ? before.begun + REST - performance.now() : 0;
  setTimeout(async () => {
    await before?.done;
    waiting.delete(id);
    fetches.set(id, { begun: performance.now(), done: fetchPart(id) });
  }, Math.max(random(within), rest));
}

async function fetchPart(id) {
  const part = document.getElementById(id);
  if (!part || document.hidden) return;
  const headers = { "HX-Request": "true", "X-Live-Part": id };
  if (etags.has(id)) headers["If-None-Match"] = etags.get(id);
  try {
    const signal = AbortSignal.timeout?.(PATIENCE);
    const answer = await fetch(part.dataset.liveSrc, { headers, signal, cache: "no-store", redirect: "error" });
    if (answer.ok || answer.status === 304) document.dispatchEvent(new Event("live:reached"));
    if (answer.status !== 200) return;
    replacePart(id, await answer.text());
    if (answer.headers.get("ETag")) etags.set(id, answer.headers.get("ETag"));
  } catch {
    // no connection, or a log-in page: the next round of polling tries again
  }
}

/* An empty text field holds nothing back: after an idea is sent the field waits for the next one, and the hall moves on. */
function isBeingEdited(part) {
  const active = document.activeElement;
  if (part.querySelector("[data-unsaved]")) return true;
  if (!part.contains(active) || !active.matches("input, textarea, select")) return false;
  return !active.matches("textarea, input[type=text], input:not([type])") || active.value !== "";
}

/* What the reader has opened or shut stays so; only what has an id can be found again. */
function keepOpen(part, fresh) {
  for (const fold of fresh.querySelectorAll("details[id]")) {
    const before = part.querySelector(`#${CSS.escape(fold.id)}`);
    if (before) fold.open = before.open;
  }
}

function replacePart(id, html) {
  const part = document.getElementById(id);
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  if (!part || !fresh) return;
  keepOpen(part, fresh);
  if (part.isEqualNode(fresh)) return;
  if (isBeingEdited(part)) {
    etags.delete(id);
    part.addEventListener("focusout", () => fetchSoon(id, 500), { once: true });
    return;
  }
  const focusedId = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(fresh);
  if (focusedId) document.getElementById(focusedId)?.focus();
  fresh.classList.add("just-changed");
  window.htmx?.process(fresh);
  fresh.dispatchEvent(new CustomEvent("live:replaced", { bubbles: true }));
}

function openStream() {
  stream = new EventSource(`/live/?token=${encodeURIComponent(root.dataset.live)}`);
  stream.addEventListener("changed", (event) => hear(JSON.parse(event.data)));
  stream.addEventListener("hello", (event) => greet(JSON.parse(event.data)));
  stream.addEventListener("error", reopenStream);
}

function reopenStream() {
  closeStream();
  failures += 1;
  if (failures === 1) pollLater(); // the next calm poll may be half a minute away
  const pause = Math.min(2000 * 2 ** failures, CALM);
  setTimeout(() => stream ?? openStream(), pause / 2 + random(pause / 2));
}

function closeStream() {
  stream?.close();
  stream = null;
}

function poll() {
  allParts().forEach((part) => fetchSoon(part.id, delay));
  pollLater();
}

/* The calm ones are spread widely: a hall whose pages came with one step would else ask in one wave for ever. */
function pollLater() {
  clearTimeout(nextPoll);
  const isCalm = isOpen() && !isDeaf;
  nextPoll = setTimeout(poll, isCalm ? CALM * (0.5 + random(1)) : HASTY * (0.8 + random(0.3)));
}

if (root) {
  openStream();
  pollLater();
  addEventListener("pagehide", closeStream);
  addEventListener("pageshow", (event) => event.persisted && !stream && openStream());
  document.addEventListener("live:wanted", (event) => announce({ name: event.detail })); // this page did something itself
  document.addEventListener("visibilitychange", () => document.hidden || announce({ name: "resync" }));
}
