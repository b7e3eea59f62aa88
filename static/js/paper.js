/* Sheets of paper by the keyboard: a digit goes on to the next box, Enter to the next sheet. Without this file the same
   form works with Tab. What is wrong is said at once; the server looks at everything again. */

const form = document.querySelector("[data-paper-grid]");
const CANNOT_JUDGE = new Set(["?", "-", "x", "X", "х", "Х"]);
const DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];

function isSerial(text) {
  const digits = text.replace(/\D/g, "");
  return digits.length === 7 && [...digits].reduce((state, digit) => DAMM[state][digit], "0") === "0";
}

function begin(form) {
  const cells = [...form.querySelectorAll("[data-mark]")];
  const columns = Number(form.dataset.columns);
  const code = form.elements.namedItem("code");
  const number = form.elements.namedItem("number");
  const say = form.querySelector("[data-paper-say]");
  const filled = form.querySelector("[data-paper-filled]");
  let isFresh = true;

  const tell = (text, state = "") => {
    say.textContent = text;
    say.dataset.state = state;
  };
  const count = () => {
    const done = cells.filter((cell) => cell.value.trim()).length;
    filled.textContent = form.dataset.filled.replace("{n}", done).replace("{all}", cells.length);
  };
  const go = (place) => (cells[place] ?? form.querySelector("[type=submit]:not([name])")).focus();

  function put(cell, value, isRight = true) {
    cell.value = value;
    cell.setAttribute("aria-invalid", String(!isRight));
    cell.closest("td").classList.toggle("has-errors", !isRight);
    const words = form.dataset.badMark.replace("{low}", cell.dataset.low).replace("{high}", cell.dataset.high);
    if (!isRight) tell(words, "refused");
    else if (say.dataset.state === "refused") tell("");
    count();
  }

  /* 1 waits for a 0 where the scale has a 10; any other next digit belongs to the next box. */
  function type(place, digit) {
    const cell = cells[place];
    if (!cell) return;
    const [low, high] = [Number(cell.dataset.low), Number(cell.dataset.high)];
    const before = isFresh ? "" : cell.value;
    const value = before === "0" ? digit : before + digit;
    if (before && Number(value) > high) {
      go(place + 1);
      type(place + 1, digit);
      return;
    }
    const isRight = Number(value) >= low && Number(value) <= high;
    const mayGrow = Number(value) > 0 && Number(value) * 10 <= high;
    isFresh = false;
    put(cell, value, isRight || mayGrow);
    if (isRight && !mayGrow) go(place + 1);
    else if (!isRight && !mayGrow) {
      cell.select();
      isFresh = true;
    }
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = cells.indexOf(event.target);
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    if (/^\d$/.test(event.key)) type(place, event.key);
    else if (CANNOT_JUDGE.has(event.key)) {
      put(event.target, "?");
      go(place + 1);
    } else if (event.key === "." || event.key === "," || event.key === " ") {
      put(event.target, "");
      go(place + 1);
    } else if (event.key === "*") {
      const box = event.target.closest("tr").querySelector("[type=checkbox]");
      box.checked = !box.checked;
    } else if (event.key in steps) {
      if (cells[place + steps[event.key]]) go(place + steps[event.key]);
    } else if (event.key === "Backspace" && !event.target.value && place) go(place - 1);
    else return;
    event.preventDefault();
  }

  async function look() {
    if (!code.value.trim()) return;
    if (!isSerial(code.value)) {
      tell(form.dataset.badCode, "refused");
      return;
    }
    const asked = code.value;
    const answer = await fetch(`${form.dataset.place}?code=${encodeURIComponent(asked)}`).catch(() => null);
    if (answer && code.value === asked) tell(await answer.text(), answer.ok ? "saved" : "refused");
  }

  cells.forEach((cell) => {
    cell.addEventListener("focus", () => {
      isFresh = true;
      cell.select();
    });
    cell.addEventListener("keydown", onKey);
    cell.addEventListener("input", count);
  });
  code.addEventListener("change", look);
  code.addEventListener("input", () => {
    if (isSerial(code.value)) number.focus();
  });
  code.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    number.focus();
  });
  number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    go(0);
  });
  form.addEventListener("submit", (event) => {
    const wrong = form.querySelector("[data-mark][aria-invalid=true]");
    if (isSerial(code.value) && !wrong) return;
    event.preventDefault();
    if (!isSerial(code.value)) tell(form.dataset.badCode, "refused");
    (isSerial(code.value) ? wrong : code).focus();
  });
  count();
  (form.querySelector("[data-mark][aria-invalid=true]") ?? code).focus();
}

if (form) begin(form);
