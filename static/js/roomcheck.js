/* The room check: measured in the browser that drives the projector, said in words and colour.

   Latency and clock come from the same twenty requests; the stream is asked to bring a word back. */

const ROUNDS = 20;
const PAUSE = 50; // ms between requests
const STREAM_WAIT = 8000; // ms
const LIMITS = { latency: 300, clock: 2000, stream: 2000, contrast: 7, text: 1.8 }; // ms, ms, ms, ratio, per cent

const room = document.getElementById("room-check");
const words = room.dataset;
const language = document.documentElement.lang;
// Browsers that say they know Kazakh write its decimals with a point; they are written like the Russian ones.
const number = new Intl.NumberFormat(language === "kk" ? "ru" : language, { maximumFractionDigits: 1 });

const later = (time) => new Promise((done) => setTimeout(done, time));

function say(key, measured, isGood) {
  const row = room.querySelector(`[data-check="${key}"]`);
  row.querySelector("[data-measured]").textContent = measured;
  const mark = row.querySelector("[data-mark]");
  mark.textContent = `${isGood ? "✔" : "✘"} ${isGood ? words.good : words.bad}`;
  mark.className = isGood ? "mark-good" : "mark-bad";
  row.dataset.result = isGood ? "good" : "bad";
}

function wait(key) {
  const row = room.querySelector(`[data-check="${key}"]`);
  row.querySelector("[data-measured]").textContent = words.waiting;
  row.querySelector("[data-mark]").textContent = "–";
  delete row.dataset.result;
}

const milliseconds = (time) => `${number.format(Math.round(time))} ${words.unitMs}`;

/* 20 values: the one that 19 do not exceed. */
function p95(values) {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];
}

async function askServer() {
  const begun = performance.now();
  const answer = await fetch(words.echo, { cache: "no-store", redirect: "error" });
  const { now } = await answer.json();
  const took = performance.now() - begun;
  return { took, ahead: Date.now() - took / 2 - now };
}

async function measureServer() {
  const found = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    try {
      found.push(await askServer());
    } catch {
      found.push({ took: Infinity, ahead: 0 });
    }
    await later(PAUSE);
  }
  const slowest = p95(found.map((one) => one.took));
  say("latency", Number.isFinite(slowest) ? milliseconds(slowest) : "–", slowest <= LIMITS.latency);
  const best = found.reduce((a, b) => (b.took < a.took ? b : a));
  say("clock", Number.isFinite(best.took) ? `${number.format(Math.abs(best.ahead) / 1000)} ${words.unitS}` : "–",
    Number.isFinite(best.took) && Math.abs(best.ahead) <= LIMITS.clock);
}

/* The stream is opened, then asked to bring a word; news of other people's doings do not count. */
function measureStream() {
  return new Promise((done) => {
    let begun = 0;
    const stream = new EventSource(`/live/?token=${encodeURIComponent(words.channel)}`);
    const end = (time) => {
      clearTimeout(given);
      stream.close();
      say("stream", Number.isFinite(time) ? milliseconds(time) : "–", time <= LIMITS.stream);
      done();
    };
    const given = setTimeout(() => end(Infinity), STREAM_WAIT);
    stream.addEventListener("hello", () => {
      begun = performance.now();
      const body = new FormData(room.querySelector("form"));
      fetch(words.ping, { method: "POST", body }).catch(() => end(Infinity));
    });
    stream.addEventListener("changed", (event) => {
      if (begun && JSON.parse(event.data).name === "room-check") end(performance.now() - begun);
    });
  });
}

/* WCAG 2: relative luminance of what the browser really paints. */
function luminance(color) {
  const [r, g, b] = color.match(/[\d.]+/g).map(Number).slice(0, 3).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function paint(node, property) {
  for (let at = node; at; at = at.parentElement) {
    const value = getComputedStyle(at)[property];
    if (value && !/rgba\(.*, 0\)|transparent/.test(value)) return value;
  }
  return "rgb(255, 255, 255)";
}

function measurePicture() {
  const sample = document.querySelector(".wall-sample");
  const tones = [luminance(paint(sample, "color")), luminance(paint(sample, "backgroundColor"))].sort((a, b) => b - a);
  const ratio = (tones[0] + 0.05) / (tones[1] + 0.05);
  say("contrast", `${number.format(ratio)} : 1`, ratio >= LIMITS.contrast);
  const height = (100 * parseFloat(getComputedStyle(sample).fontSize)) / window.innerHeight;
  say("text", `${number.format(height)} %`, height >= LIMITS.text);
}

async function measure() {
  Object.keys(LIMITS).forEach(wait);
  measurePicture();
  await Promise.all([measureServer(), measureStream()]);
  const bad = room.querySelectorAll('[data-result="bad"]').length;
  document.getElementById("room-check-said").textContent = bad ? `✘ ${words.bad}: ${bad}` : `✔ ${words.good}`;
}

room.querySelector("[data-again]").addEventListener("click", measure);
measure();
