/* Tables the reader may sort: headings become buttons; what is missing stays at the end either way. */

const language = document.documentElement.lang;
const compareText = new Intl.Collator(language, { numeric: true }).compare;

function valueOf(row, column) {
  const cell = row.cells[column];
  return (cell.dataset.value ?? cell.textContent).trim();
}

function comparator(kind, column, direction) {
  const compare = kind === "number" ? (a, b) => Number(a) - Number(b) : compareText;
  return (first, second) => {
    const [a, b] = [valueOf(first, column), valueOf(second, column)];
    if (a === "" || b === "") return (a === "") - (b === "");
    return direction * compare(a, b);
  };
}

function sortTable(table, heading) {
  const isAscending = heading.getAttribute("aria-sort") !== "ascending";
  const column = heading.cellIndex;
  const body = table.tBodies[0];
  table.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
  body.append(...[...body.rows].sort(comparator(heading.dataset.sort, column, isAscending ? 1 : -1)));
}

function enhanceTable(table) {
  for (const heading of table.querySelectorAll("thead th[data-sort]:not(:has(button))")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort-button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortTable(table, heading));
    heading.append(button);
  }
}

const enhanceAll = (within) => within.querySelectorAll("table[data-sortable]").forEach(enhanceTable);

document.addEventListener("live:replaced", (event) => enhanceAll(event.target));
enhanceAll(document);
