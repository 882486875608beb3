// The words that scripts show. The page carries them, translated, in <script type="application/json" id="texts">.
let texts;

/** The text for `key` with {names} filled in; "" when the page has no such text. */
export function text(key, values = {}) {
  texts ??= JSON.parse(document.getElementById("texts")?.textContent || "{}");
  return (texts[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Say one sentence in the live region nearest to `near`. */
export function announce(near, sentence) {
  const region =
    near.closest("form, section, main")?.querySelector("[data-live-region]") ?? document.querySelector("[data-live-region]");
  if (region) region.textContent = sentence;
}
