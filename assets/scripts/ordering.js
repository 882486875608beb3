// Put things in order: without scripts a <select> a row; with scripts buttons, and dragging as an extra.
import { announce, text } from "./texts.js";

export function start(root) {
  root.querySelectorAll("[data-ordering]:not([data-ready])").forEach(enhance);
}

function enhance(list) {
  const items = () => [...list.querySelectorAll(":scope > [data-item]")];
  const select = (item) => item.querySelector("[data-place]");
  if (!items().length || items().some((item) => !select(item) || select(item).disabled)) return; // answered: locked
  list.dataset.ready = "";

  // The places the server gave back come first, when they are whole.
  const given = items().map((item) => Number(select(item).value));
  if (new Set(given).size === given.length && given.every((place) => place >= 1)) {
    list.append(...items().sort((a, b) => Number(select(a).value) - Number(select(b).value)));
  }
  for (const item of items()) {
    select(item).hidden = true;
    item.querySelectorAll("[data-place-label]").forEach((label) => (label.hidden = true)); // never the row's own text
    for (const button of item.querySelectorAll("[data-move]")) button.hidden = false;
    item.draggable = true;
  }

  const number = () => {
    const all = items();
    all.forEach((item, index) => {
      select(item).value = String(index + 1);
      const shown = item.querySelector("[data-number]");
      if (shown) shown.textContent = index + 1;
      for (const button of item.querySelectorAll("[data-move]")) {
        button.disabled = button.dataset.move === "up" ? index === 0 : index === all.length - 1;
      }
    });
  };
  const moved = (item) => {
    number();
    select(item).dispatchEvent(new Event("change", { bubbles: true }));
    const name = (item.querySelector("[data-label]") ?? select(item).labels[0] ?? item).textContent.trim();
    announce(list, text("moved", { item: name, place: select(item).value, total: items().length }));
  };
  number();

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const item = button.closest("[data-item]");
    if (button.dataset.move === "up") item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    moved(item);
    (button.disabled ? item.querySelector("[data-move]:not(:disabled)") : button)?.focus();
  });

  let held = null;
  let from;
  list.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-item]");
    from = items().indexOf(held);
    event.dataTransfer.effectAllowed = "move";
    held?.classList.add("is-held");
  });
  list.addEventListener("dragover", (event) => {
    if (!held) return;
    event.preventDefault();
    const over = event.target.closest("[data-item]");
    if (!over || over === held) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(held);
    else over.after(held);
  });
  list.addEventListener("drop", (event) => held && event.preventDefault());
  list.addEventListener("dragend", () => {
    if (!held) return;
    held.classList.remove("is-held");
    if (items().indexOf(held) !== from) moved(held);
    held = null;
  });
}
