/* Writes that are never lost: each is kept in this phone until the server has acknowledged it (store.js keeps them).

   An entry has a slot: a newer value of the same slot replaces an unsent older one, under a new key and a higher
   sequence number, so that a late retry never overwrites a newer value. What was acknowledged stays for a while: where
   the server has lost it (an older backup was brought back), it is sent again. Entries belong to a person: two people who
   share a phone do not send each other's. Tabs tell each other what changed; two that send the same send the same key. */

const owner = document.body.dataset.owner ?? "";
const FIRST_PAUSE = 1000; // ms, doubled after each failure
const LONGEST_PAUSE = 30_000;
const PATIENCE = 10_000; // ms until a request counts as lost
const MEMORY = 48 * 3600_000; // ms that acknowledged entries are kept
const SETTLED = new Set([400, 404, 405, 409, 410, 412, 413, 422]); // the server said no, and would say so again

const tabs = globalThis.BroadcastChannel && new BroadcastChannel("queue");
const store = globalThis.phoneStore;

let pause = FIRST_PAUSE;
let timer = null;
let isSending = false;
let hasFailed = false; // the last attempt did not come through
let hasBusiness = false; // something was to be sent since this page opened
const isCopy = Boolean(document.querySelector("[data-kept-notice]")?.dataset.keptNotice); // what it says of the server is old
let epoch = isCopy ? "" : (document.body.dataset.epoch ?? ""); // which life of the server's database this page knows

const idOf = (slot) => `${owner}|${slot}`;

function randomKey(bytes = 16) {
  // Not crypto.randomUUID: a hall's plain http is no secure context.
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* The server knows by such a key which value of a slot is newer (foundation/idempotency.py). */
const keyOf = (slot, sequence) => `${slot}.${String(sequence).padStart(16, "0")}.${randomKey(8)}`;

async function entries() {
  const all = await (await store).all();
  return all.filter((entry) => entry.owner === owner).sort((a, b) => a.sequence - b.sequence);
}

const waiting = async () => (await entries()).filter((entry) => entry.state === "waiting");

/* `fill(old entry or undefined)` gives { url, values, changed, title, words }. Resolves once it is kept. */
async function put(slot, fill, { floor = 0, isOrdered = false } = {}) {
  hasBusiness = true;
  const kept = await (await store).change(
    idOf(slot),
    (old, sequence) => {
      const filled = fill(old);
      const key = isOrdered ? keyOf(slot, sequence) : randomKey();
      const body = new URLSearchParams({ ...filled.values, sequence, idempotency_key: key }).toString();
      return { ...filled, body, slot, sequence, owner, state: "waiting", at: Date.now(), fails: 0 };
    },
    floor,
  );
  tell();
  tabs?.postMessage("changed");
  flush();
  return kept;
}

async function amend(entry, change) {
  const amended = await (await store).change(
    entry.id,
    (now) => (now?.sequence === entry.sequence ? change && { ...now, ...change } : undefined), // else a newer value came meanwhile
    0,
  );
  tabs?.postMessage("changed");
  return amended;
}

function post({ url, body }) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(body),
    headers: { "X-CSRFToken": token, "X-Autosave": "1" },
    redirect: "manual", // a redirect to the log-in page is no acknowledgement
    signal: AbortSignal.timeout?.(PATIENCE),
  });
}

/* True where the server has decided. Raises where nothing came back. */
async function send(entry) {
  const answer = await post(entry);
  if (answer.ok) await acknowledge(entry, answer);
  else if (SETTLED.has(answer.status)) await refuse(entry, answer);
  else if (answer.status >= 500) await amend(entry, { fails: entry.fails + 1 }); // others go first next time
  return answer.ok || SETTLED.has(answer.status);
}

async function acknowledge(entry, answer) {
  const held = Number(answer.headers.get("X-Held") ?? entry.sequence);
  const told = answer.headers.get("X-Epoch") || epoch; // a repeated answer does not say
  if (held > entry.sequence) await amend(entry, null); // another phone of this person was later
  else await amend(entry, { state: "held", changed: [], epoch: told, at: Date.now() });
  announce("queue:sent", { entry, isNewerElsewhere: held > entry.sequence });
  if (epoch && told !== epoch) await compare(told, []);
}

/* It leaves its slot, which a newer value may take, and stays readable until the person removes it. */
async function refuse(entry, answer) {
  const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  const reason = isPlain ? await answer.text() : "";
  await (await store).change(`${entry.id}|${entry.sequence}`, () => ({ ...entry, state: "refused", reason }), 0);
  await amend(entry, null);
  announce("queue:refused", { entry });
}

const byTurn = (a, b) => a.fails - b.fails || a.sequence - b.sequence;

async function flush() {
  if (isSending) return;
  isSending = true;
  clearTimeout(timer);
  let isThrough = true;
  try {
    for (let next = (await waiting()).sort(byTurn)[0]; next && isThrough; next = (await waiting()).sort(byTurn)[0]) {
      hasBusiness = true;
      await tell();
      isThrough = await send(next);
    }
  } catch {
    isThrough = false; // no connection: the entry stays
  }
  isSending = false;
  hasFailed = !isThrough;
  if (isThrough) pause = FIRST_PAUSE;
  else waitAndRetry();
  await tell();
  if (isThrough && (await waiting()).length) flush(); // kept while the last one was on its way
}

function waitAndRetry() {
  timer = setTimeout(flush, pause * (0.5 + Math.random())); // a hall does not come back all at once
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

/* The server says what it holds, as [slot, sequence], and in which life of its database. What it lost is sent again:
   where it still has the answer to the key, nothing happens twice. */
async function compare(told, held) {
  const numbers = new Map(held);
  epoch = told;
  for (const entry of await entries()) {
    if (entry.state !== "held") continue;
    const isBehind = numbers.has(entry.slot) ? numbers.get(entry.slot) < entry.sequence : told && entry.epoch && entry.epoch !== told;
    if (isBehind) await amend(entry, { state: "waiting", changed: Object.keys(entry.words ?? {}), epoch: "" });
  }
  tell();
  flush();
}

async function forget(isMeant) {
  for (const entry of await entries()) if (isMeant(entry)) await amend(entry, null);
  tell();
}

const announce = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

async function tell() {
  const own = await entries();
  announce("queue:changed", { entries: own, isSending, hasFailed, hasBusiness, isKept: (await store).isKept });
}

globalThis.phoneQueue = { put, entries, compare, forget, flush, randomKey };

addEventListener("online", flush);
addEventListener("pageshow", flush);
document.addEventListener("visibilitychange", () => document.hidden || flush());
tabs?.addEventListener("message", tell);
forget((entry) => entry.state === "held" && Date.now() - entry.at > MEMORY).then(() => compare(epoch, []));
