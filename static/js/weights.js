/* Points that must come to 100: adds up while they are typed, and says what is left. The server adds up again. */

const WHOLE = 100;

function numberOf(field) {
  const number = Number(field.value.trim().replace(",", "."));
  return Number.isFinite(number) ? number : 0;
}

function sumOf(within) {
  // In millionths, as they are stored: sums of decimals would drift.
  const millionths = [...within.querySelectorAll("[data-weight]")].map((field) => Math.round(numberOf(field) * 1e6));
  return millionths.reduce((sum, part) => sum + part, 0) / 1e6;
}

function written(number) {
  // Browsers that say they know Kazakh write its decimals with a point; they are written like the Russian ones.
  const language = document.documentElement.lang;
  return number.toLocaleString(language === "kk" ? "ru" : language, { maximumFractionDigits: 6 });
}

function show(form) {
  form.querySelectorAll("[data-weight-group]").forEach((group) => {
    const place = group.querySelector("[data-weight-sum]");
    if (place) place.textContent = written(sumOf(group));
  });
  const total = sumOf(form);
  form.querySelectorAll("[data-weight-total]").forEach((place) => (place.textContent = written(total)));
  const places = [...form.querySelectorAll("[data-weight-state]"), ...document.querySelectorAll(`[data-weight-state-of="${form.id}"]`)];
  places.forEach((place) => {
    const left = Math.round((WHOLE - total) * 1e6) / 1e6;
    const words = left > 0 ? place.dataset.left : left < 0 ? place.dataset.over : place.dataset.exact;
    place.textContent = words.replace("{n}", written(Math.abs(left)));
  });
}

document.querySelectorAll("form[data-weights]").forEach((form) => {
  form.addEventListener("input", () => show(form));
  show(form);
});
