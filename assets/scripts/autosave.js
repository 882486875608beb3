// form[data-autosave-url]: the whole form is saved one second after the last change, at most two seconds after the first
// that is not saved yet, and when the page is left.
// The server answers 2xx, or 409 when the form was changed elsewhere; a header X-Version renews [data-version].
import { holdsNumber } from "./personal-number.js";
import { post } from "./sending.js";
import { text } from "./texts.js";

const AFTER_MS = 1000;
const AT_MOST_MS = 2000;

export function start(root) {
  root.querySelectorAll("form[data-autosave-url]:not([data-autosave-ready])").forEach(keep);
}

function keep(form) {
  form.dataset.autosaveReady = "";
  let timer;
  let changed = false;
  let firstChange = 0; // when the oldest change not yet sent was made
  let sending = false;
  let stopped = false; // sent for good, or in conflict
  let failures = 0;

  const say = (sentence) => form.querySelectorAll("[data-saved]").forEach((place) => (place.textContent = sentence));
  const later = (wait) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, wait);
  };

  async function save({ last = false } = {}) {
    clearTimeout(timer);
    if (stopped || !changed || (sending && !last) || holdsNumber(form) || !form.isConnected) return;
    changed = false;
    sending = true;
    const body = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const answer = await post(form.dataset.autosaveUrl, body, { last }).catch(() => null);
    sending = false;
    if (answer?.ok) {
      failures = 0;
      const version = form.querySelector("[data-version]");
      if (version && answer.headers.has("X-Version")) version.value = answer.headers.get("X-Version");
      say(savedAt(new Date()));
      if (changed) later(AFTER_MS);
    } else if (answer?.status === 409) {
      stopped = true;
      (form.querySelector("[data-conflict]") ?? document.querySelector("[data-conflict]"))?.removeAttribute("hidden");
    } else if (!stopped) {
      changed = true;
      firstChange = Date.now();
      failures += 1;
      say(text("save_failed"));
      later(Math.min(30_000, AFTER_MS * 2 ** failures));
    }
  }

  for (const event of ["input", "change"]) {
    form.addEventListener(event, () => {
      if (!changed) firstChange = Date.now();
      changed = true;
      later(Math.max(0, Math.min(AFTER_MS, firstChange + AT_MOST_MS - Date.now())));
    });
  }
  document.addEventListener("visibilitychange", () => document.hidden && save({ last: true }));
  addEventListener("pagehide", () => save({ last: true }));
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
  const resume = () => (stopped = false);
  form.addEventListener("htmx:afterRequest", resume);
  addEventListener("pageshow", ({ persisted }) => persisted && resume());
}

function savedAt(now) {
  const time = `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`;
  const sentence = text("saved", { time });
  return sentence.includes(time) ? sentence : `${sentence} ${time}`;
}
