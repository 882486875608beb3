// The words that scripts show. The page carries them, translated, in the attributes of #texts: data-save-failed="…".

/** The text for `key` ("save_failed") with {names} filled in; "" when the page has no such text. */
export function text(key, values = {}) {
  const words = document.getElementById("texts")?.getAttribute(`data-${key.replaceAll("_", "-")}`) ?? "";
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Say one sentence in the live region nearest to `near`. */
export function announce(near, sentence) {
  const region =
    near.closest("form, section, main")?.querySelector("[data-live-region]") ?? document.querySelector("[data-live-region]");
  if (region) region.textContent = sentence;
}
