// Words into a text. Without scripts a <select> a gap; with scripts words to pick and place by click, keyboard or drag.
import { filled, say } from "./said.js";

export function start(root) {
  root.querySelectorAll("[data-drag-text]:not([data-ready])").forEach(enhance);
}

function enhance(root) {
  root.dataset.ready = "";
  const words = [...root.querySelectorAll("[data-word]")];
  const gaps = [...root.querySelectorAll("[data-gap]")];
  const select = (gap) => gap.querySelector("select");
  const slot = (gap) => gap.querySelector("[data-slot]");
  const wordOf = (id) => words.find((word) => word.dataset.word === id);
  const takes = (gap, id) => [...select(gap).options].some((option) => option.value === id);
  let picked = null; // a word's id
  let from = null; // the gap it was picked up from

  root.querySelectorAll("[data-words], [data-drag-help]").forEach((part) => (part.hidden = false));
  for (const gap of gaps) {
    select(gap).hidden = true;
    gap.querySelector("label").hidden = true;
    slot(gap).hidden = false;
  }

  const draw = () => {
    for (const gap of gaps) {
      const word = wordOf(select(gap).value);
      const number = gap.dataset.number;
      const button = slot(gap);
      button.textContent = word ? word.textContent : number;
      button.classList.toggle("is-filled", Boolean(word));
      button.draggable = Boolean(word);
      button.setAttribute(
        "aria-label",
        word ? filled(root, "filled", { number, word: word.textContent }) : filled(root, "empty", { number }),
      );
    }
    const used = new Set(gaps.map((gap) => select(gap).value));
    for (const word of words) {
      word.setAttribute("aria-pressed", String(word.dataset.word === picked && !from));
      word.disabled = "once" in word.dataset && used.has(word.dataset.word);
    }
    root.classList.toggle("is-picking", Boolean(picked));
  };

  const set = (gap, id) => {
    select(gap).value = id;
    select(gap).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const drop = () => {
    picked = from = null;
    draw();
  };
  const pick = (id, gap = null) => {
    picked = id;
    from = gap;
    draw();
    say(root, "picked", { word: wordOf(id).textContent });
  };
  const place = (gap) => {
    const word = wordOf(picked);
    const values = { word: word.textContent, number: gap.dataset.number };
    if (!takes(gap, picked)) return say(root, "misfit", values);
    const replaced = select(gap).value;
    if (from && from !== gap) set(from, takes(from, replaced) ? replaced : "");
    set(gap, picked);
    drop();
    say(root, "placed", values);
  };
  const remove = (gap) => {
    const word = wordOf(select(gap).value);
    set(gap, "");
    drop();
    say(root, "removed", { word: word.textContent });
  };

  root.addEventListener("click", (event) => {
    const word = event.target.closest("[data-word]");
    const gap = event.target.closest("[data-slot]")?.closest("[data-gap]");
    if (word) {
      if (picked === word.dataset.word) drop();
      else pick(word.dataset.word);
    } else if (gap && picked) {
      if (from === gap) remove(gap);
      else place(gap);
    } else if (gap && select(gap).value) {
      pick(select(gap).value, gap);
    } else if (gap) {
      words.find((each) => !each.disabled && takes(gap, each.dataset.word))?.focus();
    }
  });
  root.addEventListener("keydown", (event) => {
    const gap = event.target.closest("[data-slot]")?.closest("[data-gap]");
    if (event.key === "Escape" && picked) drop();
    else if ((event.key === "Delete" || event.key === "Backspace") && gap && select(gap).value) remove(gap);
    else return;
    event.preventDefault();
  });

  root.addEventListener("dragstart", (event) => {
    const word = event.target.closest?.("[data-word]");
    const gap = event.target.closest?.("[data-slot]")?.closest("[data-gap]");
    const id = word?.dataset.word ?? (gap && select(gap).value);
    if (!id) return;
    picked = id;
    from = gap ?? null;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", wordOf(id).textContent);
    root.classList.add("is-picking");
  });
  root.addEventListener("dragover", (event) => picked && event.preventDefault());
  root.addEventListener("drop", (event) => {
    if (!picked) return;
    event.preventDefault();
    const gap = event.target.closest("[data-gap]");
    if (gap) place(gap);
    else if (from && event.target.closest("[data-words]")) remove(from);
  });
  root.addEventListener("dragend", () => picked && drop());
  draw();
}
