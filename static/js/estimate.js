/* How long a round takes one person: activities times questions, while they are chosen. The round's page says it again. */

const place = document.querySelector("[data-estimate]");
const form = place?.closest("form");

function show() {
  const framework = form.querySelector("[name=framework]:checked")?.value;
  const questions = Number(form.querySelector(`[data-framework="${framework}"]`)?.dataset.questions ?? 0);
  const activities = form.querySelectorAll("[name=activities]:checked").length;
  const minutes = Math.ceil((activities * questions * Number(place.dataset.estimate)) / 60);
  place.textContent = place.dataset.words.replace("{activities}", activities).replace("{minutes}", minutes);
  const long = form.querySelector("[data-estimate-long]");
  long.hidden = activities <= Number(long.dataset.estimateLong);
}

if (form) {
  form.addEventListener("change", show);
  show();
}
