// After a post, focus goes to the error summary or the result heading: the first [data-focus] that is new. News and
// suggestions that arrive while somebody types never take the focus away.
const BY_THE_PERSON = new Set(["page", "submit", "click"]);

export function start(root, cause) {
  if (!BY_THE_PERSON.has(cause)) return;
  const target = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
}
