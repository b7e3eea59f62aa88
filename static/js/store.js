/* What this phone keeps until it is sent: a table of entries by id, and a counter that only grows.

   IndexedDB, shared by all tabs and kept when they close; where a browser forbids it localStorage, and where that is
   forbidden too the memory of this page (`isKept` is then false, and the page says to keep it open).
   (No module imports another: their names carry a digest once they are collected, and imports would miss it.) */

const NAME = "phone";
const COUNTER = "counter";
const SLOWEST = 3000; // ms until a database that does not open counts as missing

/* The counter follows the clock, so that two phones of one person mostly agree on what came later, and never falls. */
const following = (counter, floor) => Math.max(Date.now(), (counter ?? 0) + 1, floor);

class Table {
  isKept = true;

  constructor(database) {
    this.database = database;
  }

  static open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "id" });
      request.onsuccess = () => resolve(new Table(request.result));
      request.onerror = request.onblocked = () => reject(request.error);
      setTimeout(() => reject(new Error("the database does not open")), SLOWEST);
    });
  }

  all() {
    return new Promise((resolve, reject) => {
      const request = this.database.transaction("entries").objectStore("entries").getAll();
      request.onsuccess = () => resolve(request.result.filter((entry) => entry.id !== COUNTER));
      request.onerror = () => reject(request.error);
    });
  }

  /* One transaction: `work(entry or undefined, sequence)` gives what is to be there, null for nothing, undefined for no change. */
  change(id, work, floor) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction("entries", "readwrite", { durability: "strict" });
      const entries = transaction.objectStore("entries");
      let written;
      entries.get(COUNTER).onsuccess = ({ target: { result: counter } }) => {
        entries.get(id).onsuccess = ({ target: { result: entry } }) => {
          const sequence = following(counter?.value, floor);
          written = work(entry, sequence);
          if (written === null) entries.delete(id);
          else if (written) entries.put({ ...written, id });
          if (written?.sequence === sequence) entries.put({ id: COUNTER, value: sequence });
        };
      };
      transaction.oncomplete = () => resolve(written);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
}

class Shelf {
  constructor(drawer, isKept) {
    this.drawer = drawer;
    this.isKept = isKept;
  }

  static open() {
    try {
      localStorage.setItem(`${NAME}:try`, "1");
      localStorage.removeItem(`${NAME}:try`);
      return new Shelf(localStorage, true);
    } catch {
      const memory = new Map();
      return new Shelf({ getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => memory.set(key, value) }, false);
    }
  }

  read() {
    return JSON.parse(this.drawer.getItem(NAME) ?? "{}");
  }

  async all() {
    return Object.values(this.read()).filter((entry) => entry.id !== COUNTER);
  }

  async change(id, work, floor) {
    const entries = this.read();
    const sequence = following(entries[COUNTER]?.value, floor);
    const written = work(entries[id], sequence);
    if (written === null) delete entries[id];
    else if (written) entries[id] = { ...written, id };
    if (written?.sequence === sequence) entries[COUNTER] = { id: COUNTER, value: sequence };
    this.drawer.setItem(NAME, JSON.stringify(entries));
    return written;
  }
}

globalThis.phoneStore = Promise.resolve().then(Table.open).catch(Shelf.open);
