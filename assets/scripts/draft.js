// Keeps what is typed in form[data-draft="<key>"] in this browser, until it has been sent. The key must name the person
// too, since several may share a machine. [data-draft-done="<key>"] on a later page forgets it ("*" forgets all).
import { holdsNumber } from "./personal-number.js";

const PREFIX = "draft:";
const KEPT_MS = 7 * 24 * 3600 * 1000;
const TYPED = "textarea, input:not([type]), input:is([type=text],[type=search],[type=email],[type=tel],[type=number],[type=url])";
const CHOSEN = "input:is([type=radio],[type=checkbox])";

export function start(root) {
  try {
    forgetOld();
    for (const done of root.querySelectorAll("[data-draft-done]")) forget(done.dataset.draftDone);
    root.querySelectorAll("form[data-draft]:not([data-draft-ready])").forEach(keep);
  } catch {
    // storage is shut off: nothing is kept
  }
}

function keep(form) {
  form.dataset.draftReady = "";
  const key = PREFIX + form.dataset.draft;
  restore(form, JSON.parse(localStorage.getItem(key) ?? "null"));
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, key), 300);
  });
  form.addEventListener("submit", () => clearTimeout(timer)); // what is sent is kept until a page says that it arrived
}

function save(form, key) {
  if (holdsNumber(form)) return;
  const typed = [...form.querySelectorAll(TYPED)].filter((f) => f.name && f.value).map((f) => [f.name, f.value]);
  const chosen = [...form.querySelectorAll(CHOSEN)].filter((f) => f.name && f.checked).map((f) => [f.name, f.value]);
  try {
    if (typed.length + chosen.length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), typed, chosen }));
    else localStorage.removeItem(key);
  } catch {
    // full, or shut off
  }
}

function restore(form, draft) {
  if (!draft) return;
  const fields = [...form.querySelectorAll(TYPED)];
  const choices = [...form.querySelectorAll(CHOSEN)];
  const fromServer = fields.some((f) => f.defaultValue) || choices.some((f) => f.defaultChecked);
  const touched = fields.some((f) => f.value) || choices.some((f) => f.checked);
  if (fromServer || touched || form.querySelector("[aria-invalid=true], .form-error")) return;
  for (const [name, value] of draft.typed) {
    const field = fields.find((f) => f.name === name && !f.value);
    if (!field) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const [name, value] of draft.chosen) {
    const field = choices.find((f) => f.name === name && f.value === value);
    if (!field) continue;
    field.checked = true;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

function forget(name) {
  for (const key of name === "*" ? kept() : [PREFIX + name]) localStorage.removeItem(key);
}

function forgetOld() {
  for (const key of kept()) {
    if (!(Date.now() - JSON.parse(localStorage.getItem(key)).at < KEPT_MS)) localStorage.removeItem(key);
  }
}
