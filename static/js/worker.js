/* The phone's last pages, for when there is no connection: network first, the kept copy only where nothing comes back.

   The server names each page that may be kept (X-Keep, foundation/phones.py) and whose it is (X-Person). Copies belong
   to one person: they go as soon as an answer is somebody else's, and before a form is sent that may make this phone
   somebody else's. Nothing that is sent is kept here (queue.js keeps that), and no other page.
   foundation.views.worker puts `const VERSION` before this: with new scripts everything is kept anew. */

const PREFIX = "phone-";
const NAME = `${PREFIX}${VERSION}`;
const WHOSE = "/phone-person"; // under which the person of the copies is noted; no address of the platform
const LONGEST = 48 * 3600_000; // ms, as the queue remembers
const MOST = 8; // pages
const LARGEST = 1_000_000; // characters of one page
const PATIENCE = 10_000; // ms until a kept page is shown meanwhile
const SPREAD = 10_000; // ms within which a hall asks for copies of what it has open
const AWAY = new Set([502, 503, 504]); // a proxy's word for a server that does not answer
const GONE = new Set([403, 404, 410]);
const FILES = /(?:href|src)="(\/static\/[^"]+)"/g;
const HIDDEN_NOTICE = /(<section [^>]*data-kept-notice) hidden>/; // what people wrote has no "<" in the page

const PARTS = /^\/rounds\/\d+\/ballot\/sheets\/$/;
const DOORS = /^\/(join\/[^/]+\/)?$/; // what one opens to come back: the start page, the picture on the wall
const ROOM = /^\/workshops\/\d+\/room\/$/;
const NAMED_BY_CONTENT = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;
// Forms that leave the phone to the same person. All others make it forget, whatever they do.
const SAME_PERSON = /^\/(rounds\/\d+\/ballot\/\d+\/|workshops\/\d+\/room\/(notes|hand\/raise)\/)/;

let turn = 0; // grows when everything is forgotten: what was asked for before is not kept
let last = Promise.resolve(); // one change after the other

const later = (time) => new Promise((done) => setTimeout(done, time));
const keptAt = (copy) => Number(copy.headers.get("X-Kept-At"));
const isOld = (copy) => Math.abs(Date.now() - keptAt(copy)) > LONGEST;

function next(work) {
  last = last.then(work, work);
  return last;
}

async function removeAll() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => caches.delete(name)));
}

function forget() {
  turn += 1;
  return next(removeAll);
}

async function copies(cache) {
  const found = [];
  for (const request of await cache.keys()) {
    const copy = await cache.match(request);
    if (copy.headers.has("X-Kept-At")) found.push({ path: new URL(request.url).pathname, copy });
  }
  return found.sort((a, b) => keptAt(b.copy) - keptAt(a.copy));
}

/* The kept copy of this address, whatever stands after its "?": the page itself shows the activity asked for. */
async function find(path) {
  await last.catch(() => {});
  if (!(await caches.has(NAME))) return undefined;
  const copy = await (await caches.open(NAME)).match(path, { ignoreVary: true });
  if (copy && isOld(copy)) await forget();
  return copy && !isOld(copy) ? copy : undefined;
}

/* The page says itself that it is a copy: its notice is written by the server, with the time, and hidden. */
function asCopy(answer, text) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const now = Date.now();
  headers.set("X-Kept-At", now);
  return new Response(text.replace(HIDDEN_NOTICE, `$1="${now}">`), { headers });
}

/* Outside of the order of changes: a bad line may take its time over them, and there is nothing of anybody in them. */
async function keepFiles(text) {
  const cache = await caches.open(NAME);
  const files = new Set([...text.matchAll(FILES)].map(([, file]) => file));
  await Promise.all([...files].map(async (file) => (await cache.match(file)) ?? cache.add(file)));
}

async function keep(path, answer, text) {
  const cache = await caches.open(NAME);
  await cache.put(WHOSE, new Response(answer.headers.get("X-Person")));
  await cache.put(path, asCopy(answer, text));
  for (const { path: old } of (await copies(cache)).slice(MOST)) await cache.delete(old);
}

async function drop(path) {
  if (await caches.has(NAME)) await (await caches.open(NAME)).delete(path);
}

async function isSomebodyElses(headers) {
  const person = headers.get("X-Person");
  if (!person || !(await caches.has(NAME))) return false;
  const before = await (await (await caches.open(NAME)).match(WHOSE))?.text();
  return before !== undefined && before !== person;
}

/* What the server's answer means for the copies. `copy` is there where the answer is to be kept. */
async function learn(path, { type, status, headers }, copy, asked) {
  const word = headers.get("X-Keep");
  const isLost = GONE.has(status) || type === "opaqueredirect" || word === "drop";
  const turnNow = await next(async () => {
    if (asked !== turn) return undefined;
    if (word === "forget" || (await isSomebodyElses(headers))) {
      turn += 1;
      await removeAll();
    } else if (isLost) await drop(path);
    return turn;
  });
  const text = copy && (await copy.text());
  if (!text || text.length > LARGEST) return;
  await keepFiles(text); // a page without its files is no page
  await next(() => turnNow === turn && keep(path, copy, text));
}

async function ask(request, path) {
  const asked = turn;
  const answer = await (typeof request === "string" ? fetch(request, { redirect: "manual" }) : fetch(request));
  const copy = answer.ok && answer.headers.get("X-Keep") === "keep" ? answer.clone() : null;
  return { answer, learned: learn(path, answer, copy, asked).catch(() => {}) }; // no room left: no copy, that is all
}

async function open(path, asked) {
  const answered = asked.then(({ answer }) => answer);
  const copy = await find(path);
  if (!copy) return answered.catch(() => lead(path));
  const answer = await Promise.race([answered.catch(() => copy), later(PATIENCE).then(() => copy)]);
  return AWAY.has(answer.status) ? copy : answer;
}

function respond(event, path) {
  const asked = ask(event.request, path);
  event.waitUntil(asked.then(({ learned }) => learned).catch(() => {}));
  event.respondWith(open(path, asked));
}

/* No connection, and no copy of this: from a door to the room that was open last. */
async function lead(path) {
  const found = DOORS.test(path) && (await caches.has(NAME)) ? await copies(await caches.open(NAME)) : [];
  const room = found.find((each) => ROOM.test(each.path) && !isOld(each.copy));
  return room ? Response.redirect(room.path) : Response.error();
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/* Pages that came before the worker did, or before its new version: asked for once more, not by a whole hall at once. */
async function keepOpen(paths) {
  const asked = turn;
  const missing = [];
  for (const path of paths) if (!(await find(path))) missing.push(path);
  if (!missing.length) return;
  await later(Math.random() * SPREAD);
  for (const path of missing) if (asked === turn) await (await ask(path, path)).learned;
}

async function removeOlder() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  const found = (await caches.has(NAME)) ? await copies(await caches.open(NAME)) : [];
  if (found.some(({ copy }) => isOld(copy))) await forget();
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(removeOlder().then(() => clients.claim())));
addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepOpen(event.data.keep).catch(() => {}));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method !== "GET") {
    if (request.mode === "navigate" && !SAME_PERSON.test(pathname)) event.waitUntil(forget());
  } else if (request.mode === "navigate" || PARTS.test(pathname)) respond(event, pathname);
  else if (NAMED_BY_CONTENT.test(pathname)) event.respondWith(file(request));
});
