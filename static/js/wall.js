/* The wall has pages instead of a scroll bar: a hall cannot scroll. The columns of a board run on to the right, and a
   key, a presenter's button or one of the two buttons moves them by one page. Without script the board scrolls. */

const board = document.querySelector("[data-wall-pages]");
const turns = document.querySelectorAll("[data-wall-turns]");
const STEP = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
let page = 0;

const width = () => board.clientWidth + parseFloat(getComputedStyle(board).columnGap);
// A page begun is a page: the last may hold one column only. What is left of a pixel is none.
const pages = () => Math.max(1, Math.ceil((board.scrollWidth + width() - board.clientWidth - 2) / width()));

function isPaged() {
  return getComputedStyle(board).overflowX === "hidden";
}

function show() {
  turns.forEach((part) => (part.hidden = !isPaged() || pages() === 1));
  const total = turns[0].hidden ? 1 : pages(); // counted beside the buttons: they take room from the board
  page = Math.min(page, total - 1);
  board.scrollLeft = page * width();
  write("[data-wall-page]", page + 1);
  write("[data-wall-total]", total);
  for (const button of document.querySelectorAll("[data-wall-turn]")) {
    const beyond = page + Number(button.dataset.wallTurn);
    button.setAttribute("aria-disabled", String(beyond < 0 || beyond >= total));
  }
}

function write(selector, number) {
  const place = document.querySelector(selector);
  if (place.textContent !== String(number)) place.textContent = number;
}

function turn(by) {
  page = Math.max(0, page + by);
  show();
}

function turnByKey(event) {
  const isTaken = event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select");
  if (!(event.key in STEP) || isTaken || !isPaged()) return;
  event.preventDefault();
  turn(STEP[event.key]);
}

if (board) {
  board.dataset.wallPages = "turned";
  document.addEventListener("keydown", turnByKey);
  document.addEventListener("live:replaced", show);
  addEventListener("resize", show);
  for (const button of document.querySelectorAll("[data-wall-turn]")) {
    button.addEventListener("click", () => turn(Number(button.dataset.wallTurn)));
  }
  show();
}
