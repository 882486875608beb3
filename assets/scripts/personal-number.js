// A light look for personal numbers (CPR) before anything leaves the page. The server looks again, and better.
// While a field holds one it carries data-number-found, and its form is not sent, saved, kept as a draft or searched with.
import { text } from "./texts.js";

const DASH = "[-\\s\u2010-\u2015]";
const NUMBER = new RegExp(
  `(?<!\\d|\\d[-./])(\\d\\d)${DASH}?(\\d\\d)${DASH}?(\\d\\d)${DASH}{0,3}(\\d{4})(?!\\d|[-./]\\d)`,
  "g",
);
const OTHER_NUMBER =
  /(?:sags?|journal|konto|tele|mobil|tlf|ordre|faktura|kunde|cvr|ean|reference|ref|dok|dokument|bilag)[a-zæøå]*[\s.:#-]*(?:nr|nummer|id)?[\s.:#-]*$/i;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The personal numbers in a text, as {start, end}. Days 61-91 are replacement numbers. */
export function find(written) {
  return [...written.matchAll(NUMBER)]
    .filter((match) => {
      const [day, month] = [Number(match[1]), Number(match[2])];
      const plain = day > 60 ? day - 60 : day;
      return plain >= 1 && plain <= (DAYS[month - 1] ?? 0) && !OTHER_NUMBER.test(written.slice(0, match.index));
    })
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Whether the form (or one field) holds a personal number now. */
export const holdsNumber = (form) => form.matches("[data-number-found]") || !!form.querySelector("[data-number-found]");

// On the field itself, or on the component around it.
const MARK = "[data-personal-number], [data-personal-numbers]";
const warnings = new WeakMap();
let serial = 0;

export function start(root) {
  for (const field of root.querySelectorAll("textarea, input:is([type=text], [type=search], :not([type]))")) {
    if (warnings.has(field) || !field.closest(MARK)) continue;
    const warning = warningFor(field);
    warnings.set(field, warning);
    warning.addEventListener("click", (event) => event.target.closest("[data-remove-number]") && remove(field));
    field.addEventListener("input", () => check(field));
    check(field);
  }
}

function warningFor(field) {
  let warning = null;
  for (let around = field.parentElement; around && !warning && !around.matches("form, body"); around = around.parentElement) {
    warning = around.querySelector("[data-personal-number-warning]");
  }
  if (!warning) {
    warning = document.createElement("div");
    warning.className = "vp-found";
    warning.setAttribute("role", "alert");
    const sentence = document.createElement("p");
    sentence.textContent = text("personal_number");
    const button = document.createElement("button");
    button.className = "button button-secondary";
    button.textContent = text("remove_number");
    button.dataset.removeNumber = "";
    warning.append(sentence, button);
    field.after(warning);
  }
  warning.querySelectorAll("[data-remove-number]").forEach((button) => (button.type = "button"));
  warning.id ||= `personal-number-${(serial += 1)}`;
  warning.tabIndex = -1;
  warning.hidden = true;
  return warning;
}

function check(field) {
  const found = find(field.value).length > 0;
  if (found === (field.dataset.numberFound !== undefined)) return;
  const warning = warnings.get(field);
  warning.hidden = !found;
  const described = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && id !== warning.id);
  if (found) {
    field.dataset.numberFound = "";
    field.setAttribute("aria-invalid", "true");
    described.push(warning.id);
  } else {
    delete field.dataset.numberFound;
    field.removeAttribute("aria-invalid");
  }
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
}

function remove(field) {
  const cuts = find(field.value).reverse();
  let left = field.value;
  for (const { start, end } of cuts) left = left.slice(0, start) + left.slice(end);
  field.value = left.replace(/, ?,/g, ",").replace(/ {2,}/g, " ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

document.addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("[data-number-found]");
    if (!field) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // neither htmx nor the guard against double submits hears of it
    if (event.submitter?.matches("[data-remove-number], [name=remove_numbers]")) return remove(field); // the server's own
    const warning = warnings.get(field);
    (warning?.querySelector("[data-remove-number]") ?? warning ?? field).focus();
  },
  true,
);

document.addEventListener("htmx:beforeRequest", (event) => {
  const sent = event.detail.requestConfig?.formData;
  for (const field of document.querySelectorAll("[data-number-found]")) {
    if (event.detail.elt === field || sent?.getAll?.(field.name).includes(field.value)) event.preventDefault();
  }
});
