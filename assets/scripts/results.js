// The results of a search: the number is told when a filter changes them, and the click that opens a hit is counted.
import { post } from "./sending.js";
import { announce } from "./texts.js";

export function start(root, cause) {
  if (root.querySelector("[data-private]")) history.replaceState(null, "", location.pathname); // nobody shares the number
  if (cause !== "change") return;
  const heading = root.querySelector("[data-results] [data-focus]");
  if (heading) announce(heading, heading.textContent.trim().replace(/\s+/g, " "));
}

function opened(event) {
  const hit = event.target.closest?.("a[data-hit]");
  const results = hit?.closest("[data-results]");
  if (!results || event.button > 1) return;
  const told = { q: results.dataset.query, kind: hit.dataset.hit, position: hit.dataset.position };
  post(results.dataset.results, told, { last: true }).catch(() => {});
}
document.addEventListener("click", opened);
document.addEventListener("auxclick", opened); // in a new tab, by the middle button

// Filters that are not set stay out of the address that is shared.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!detail.elt.matches(".vp-facets")) return;
  for (const [name, value] of [...detail.formData.entries()]) if (value === "") detail.formData.delete(name);
});

// On a phone the filters lie in a fold: it stays as it was when the results change.
let unfolded = null;
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  unfolded = target.querySelector?.("[data-facets]")?.open ?? null;
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  const fold = document.querySelector("[data-facets]");
  if (unfolded !== null && fold && target.id === "search-results") fold.open = unfolded;
});
