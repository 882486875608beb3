// One press, one post: a form that has just been sent is not sent again within ten seconds. The database's unique key
// is what makes it true; this saves the second request. No button is disabled, so its value is still sent.
const GUARD_MS = 10_000;

export function start() {}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.allowDouble !== undefined) return;
    if (Date.now() - Number(form.dataset.sent ?? 0) < GUARD_MS) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      form.dataset.sent = Date.now();
    }
  },
  true,
);
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
document.addEventListener("htmx:afterRequest", ({ detail }) => delete detail.elt.closest("form")?.dataset.sent);
