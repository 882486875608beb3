// form[data-answer-draft="<address>"]: what is typed in a self-test and not handed in. Saved at most two seconds after a
// change, when a field is left, and when the page goes away; kept in this browser until the server has it.
// The server answers {"revision"}; 409 with the question's card, when another tab wrote something else or nothing more is
// taken; 401 when nobody is signed in. The words stand on the list around the forms: [data-answers-of].
import htmx from "htmx.org";
import { holdsNumber } from "./personal-number.js";
import { csrfToken } from "./sending.js";

const AFTER_MS = 700;
const AT_MOST_MS = 1500;
const GIVE_UP_MS = 3000; // a save that has not answered by then has failed: that is said within five seconds
const LONGEST_WAIT_MS = 30_000;
const KEPT_MS = 7 * 24 * 3600 * 1000;
const PREFIX = "svar:";
const TAB_KEY = "svar-fane";
const OWN = new Set(["csrfmiddlewaretoken", "tab", "revision", "seen", "version", "submission_key"]);

// One name for this tab. It is put away while the tab lives, so that a duplicated tab does not inherit it, and a page
// loaded again in the same tab does.
const tab = takeTab();
const keepers = new Set();

export function start(root) {
  forgetOld();
  root.querySelectorAll("form[data-answer-draft]:not([data-answer-ready])").forEach(keep);
}

/** Save everything that is not saved yet, and wait for it. */
export function saveAll() {
  return Promise.all([...keepers].map((keeper) => keeper.save({ last: true })));
}

function keep(form) {
  form.dataset.answerReady = "";
  const address = form.dataset.answerDraft;
  const key = PREFIX + address;
  const words = form.closest("[data-answers-of]")?.dataset ?? {};
  form.elements.tab.value = tab;
  let timer;
  let changed = false;
  let firstChange = 0;
  let sending = null;
  let failures = 0;
  let waits = form.dataset.twoVersions !== undefined; // until one of the two versions is chosen
  let over = false; // handed in, or refused for good

  const say = (saved, trouble = "") => {
    const places = [form.querySelector("[data-draft-saved]"), form.querySelector("[data-draft-trouble]")];
    if (places[0] && saved !== null) places[0].textContent = saved;
    if (places[1] && places[1].textContent !== trouble) places[1].textContent = trouble;
  };
  const later = (wait) => {
    clearTimeout(timer);
    if (!over && !waits) timer = setTimeout(save, wait);
  };
  const noticed = () => {
    if (!changed) firstChange = Date.now();
    changed = true;
    remember(key, form);
    if (!failures) later(Math.max(0, Math.min(AFTER_MS, firstChange + AT_MOST_MS - Date.now())));
  };

  async function save({ last = false } = {}) {
    clearTimeout(timer);
    if (over || waits || !changed || holdsNumber(form) || !form.isConnected) return;
    if (sending && !last) return;
    changed = false;
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const cut = new AbortController();
    const patience = setTimeout(() => cut.abort(), GIVE_UP_MS);
    const mine = (sending = fetch(address, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrfToken() },
      redirect: "manual",
      keepalive: last,
      signal: last ? undefined : cut.signal,
    }).catch(() => null));
    const answer = await mine;
    clearTimeout(patience);
    if (sending === mine) sending = null;
    if (over || !form.isConnected) return;
    if (answer?.ok) return stored(await answer.json());
    if (answer?.status === 409) return replaced(await answer.text());
    changed = true;
    if (answer?.status === 400) {
      const { problem = words.refused } = await answer.json().catch(() => ({}));
      return say(null, problem);
    }
    failures += 1;
    const signedOut = answer && (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403);
    say(null, (signedOut ? words.signedOut : words.trouble) ?? "");
    later(Math.min(LONGEST_WAIT_MS, AFTER_MS * 2 ** failures));
  }

  function stored({ revision }) {
    failures = 0;
    if (revision !== null) {
      form.elements.revision.value = revision;
      say((words.savedAt ?? "").replace("{time}", clock(new Date())));
    } else say("");
    if (changed) later(AFTER_MS);
    else forget(key);
  }

  // The card as the server shows it now: both versions, or that nothing more is taken.
  function replaced(html) {
    const card = form.closest(".vp-q");
    stop();
    const list = card.parentElement;
    htmx.swap(card, html, { swapStyle: "outerHTML" });
    list.firstElementChild?.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true, detail: {} }));
  }

  function stop() {
    over = true;
    clearTimeout(timer);
    keepers.delete(keeper);
  }

  const keeper = { save, form };
  keepers.add(keeper);
  for (const event of ["input", "change"]) form.addEventListener(event, noticed);
  form.addEventListener("focusout", () => save());
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    remember(key, form, { submitted: form.elements.submission_key.value });
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt !== form) return;
    if (detail.successful) {
      forget(key);
      stop();
    } else if (!detail.xhr || detail.xhr.status === 0 || detail.xhr.status >= 500) {
      noticed();
      say(null, words.trouble ?? "");
    }
  });
  keepers.forEach((other) => other.form.isConnected || keepers.delete(other));

  const keepMine = form.parentElement.querySelector("[data-keep-mine]");
  if (keepMine && waits) {
    keepMine.hidden = false;
    keepMine.addEventListener("click", () => {
      waits = false;
      form.parentElement.querySelector("[data-versions]")?.remove();
      form.querySelector(".form-error-message")?.remove();
      noticed();
      form.querySelector("fieldset")?.focus();
    });
    form.parentElement.querySelector("[data-use-other]")?.addEventListener("click", () => {
      forget(key);
      stop();
    });
  }
  if (!waits) restore();

  // What this browser has and the server has not: typed when the line was down, or somebody was signed out.
  function restore() {
    const kept = recall(key);
    if (!kept) return;
    const answered = Number(form.elements.seen.value) > kept.seen;
    if (answered && kept.submitted) return forget(key); // it arrived
    fill(form, kept.fields);
    if (kept.seen < Number(form.elements.seen.value)) form.elements.seen.value = kept.seen;
    if (kept.revision < Number(form.elements.revision.value)) form.elements.revision.value = kept.revision;
    changed = true;
    firstChange = Date.now();
    later(0);
  }
}

document.addEventListener("visibilitychange", () => document.hidden && saveAll());
addEventListener("pagehide", () => {
  saveAll();
  try {
    sessionStorage.setItem(TAB_KEY, tab);
  } catch {
    // storage is shut off
  }
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) sessionStorage.removeItem(TAB_KEY);
});
addEventListener("online", () => keepers.forEach((keeper) => keeper.save()));

function takeTab() {
  try {
    const known = sessionStorage.getItem(TAB_KEY);
    sessionStorage.removeItem(TAB_KEY);
    if (known) return known;
  } catch {
    // storage is shut off
  }
  return newName();
}

function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID needs a secure page
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function clock(now) {
  return `kl. ${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`;
}

const typedIn = (form) =>
  [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");

function remember(key, form, more = {}) {
  if (holdsNumber(form)) return;
  const { revision, seen } = form.elements;
  const kept = { at: Date.now(), fields: typedIn(form), revision: Number(revision.value), seen: Number(seen.value) };
  try {
    localStorage.setItem(key, JSON.stringify({ ...kept, ...more }));
  } catch {
    // full, or shut off
  }
}

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // shut off
  }
}

function forgetOld() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !(recall(key)?.at > Date.now() - KEPT_MS)) forget(key);
    }
  } catch {
    // shut off
  }
}

function fill(form, fields) {
  const wanted = new Map();
  for (const [name, value] of fields) wanted.set(name, [...(wanted.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || OWN.has(field.name) || field.type === "submit") continue;
    const values = wanted.get(field.name) ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
    else continue;
    field.dispatchEvent(new Event("answer:restored", { bubbles: true }));
  }
}
