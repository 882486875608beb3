// htmx: strict settings, the CSRF header, and what happens when an answer is not the fragment that was asked for.
import htmx from "htmx.org";
import { csrfToken } from "./sending.js";
import { announce, text } from "./texts.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0, // private pages are not kept in the browser's storage
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "400|409|422", swap: true, error: true }, // a fragment that says what to do
    { code: "...", swap: false, error: true },
  ],
});
window.htmx = htmx;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = csrfToken();
});

const causedByNews = (detail) => detail.requestConfig?.triggeringEvent?.type.startsWith("live:");
function failed({ detail }) {
  if (causedByNews(detail) || detail.requestConfig?.verb === "get") return;
  const shown = detail.elt.closest("form")?.querySelectorAll("[data-saved]") ?? [];
  for (const place of shown) place.textContent = text("save_failed");
  if (!shown.length) announce(detail.elt, text("save_failed"));
}
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:responseError", (event) => event.detail.shouldSwap || failed(event));

// A whole page in place of a fragment: somebody was sent elsewhere (to log in). Go there; never because of mere news.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr, elt, target } = detail;
  if (!detail.shouldSwap || target === document.body || elt.closest("[hx-select]")) return;
  if (!/^\s*<!doctype/i.test(detail.serverResponse)) return;
  detail.shouldSwap = false;
  const arrived = new URL(xhr.responseURL || location.href).pathname;
  const asked = new URL(detail.requestConfig.path, location.href).pathname;
  if (arrived !== asked && !causedByNews(detail)) location.assign(xhr.responseURL);
});
