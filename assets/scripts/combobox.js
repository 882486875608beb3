// A search field that offers words and direct hits while one types: the ARIA pattern «editable combobox with list
// autocomplete». Around the field: data-combobox="<address of the suggestions>" data-label="<name of the list>".
// The address answers with a fragment: groups of [role=option], each with data-words (search for it) or data-url (go
// there), and data-said on its root: what to tell whoever cannot see the list. A failure is silent: one can still search.
import * as personalNumber from "./personal-number.js";

const WAIT_MS = 120; // after the last letter
const SAY_MS = 400; // the list is told when it has stood still for so long
const SHORTEST = 2;
const LONGEST = 80;
const MOST_KEPT = 50;
const MANY_DIGITS = /(?:\p{Nd}[^\p{L}\p{Nd}]*){5}/u; // more than a year

const kept = new Map(); // words -> fragment, while the page stands
let serial = 0;

export function start(root) {
  root.querySelectorAll("[data-combobox]:not([data-ready])").forEach(enhance);
}

function enhance(around) {
  const input = around.querySelector("input[type=search]");
  if (!input) return;
  around.dataset.ready = "";
  const list = document.createElement("div");
  list.id = `suggestions-${(serial += 1)}`;
  list.className = "vp-combo__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", around.dataset.label);
  const said = document.createElement("p");
  said.className = "sr-only";
  said.setAttribute("role", "status");
  around.append(list, said);

  input.type = "text"; // the role is not allowed on type=search
  input.inputMode = "search";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let options = [];
  let active = -1; // -1: what was typed
  let timer;
  let saying;
  let asking = null;

  const isOpen = () => !list.hidden;
  const words = () => input.value.trim().replace(/\s+/g, " ");
  const tell = (sentence) => {
    clearTimeout(saying);
    saying = setTimeout(() => (said.textContent = sentence), sentence ? SAY_MS : 0);
  };

  function activate(index) {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[active];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(open) {
    activate(-1);
    list.hidden = !(open && options.length);
    input.setAttribute("aria-expanded", String(isOpen()));
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    asking = null;
  }

  function close() {
    stop();
    show(false);
    tell("");
  }

  function fill(fragment) {
    const holder = document.createElement("template");
    holder.innerHTML = fragment;
    const found = holder.content.querySelector("[data-said]");
    list.replaceChildren(...(found?.children ?? []));
    options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, index) => (option.id = `${list.id}-${index + 1}`));
    show(true);
    list.scrollTop = 0;
    tell(found?.dataset.said ?? "");
  }

  /** Nothing that may hold a personal number, or its beginning, leaves the page. */
  const maySend = (typed) =>
    typed.length >= SHORTEST && typed.length <= LONGEST && !MANY_DIGITS.test(typed) && !personalNumber.find(typed).length;

  async function ask() {
    const typed = words();
    stop();
    if (!maySend(typed)) return fill("");
    const known = kept.get(typed.toLowerCase());
    if (known !== undefined) return fill(known);
    const mine = (asking = new AbortController());
    try {
      const address = `${around.dataset.combobox}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: mine.signal });
      if (!answer.ok) return fill("");
      const fragment = await answer.text();
      kept.set(typed.toLowerCase(), fragment);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
      if (mine === asking && document.activeElement === input) fill(fragment);
    } catch {
      if (mine === asking) fill("");
    }
  }

  function take(option, { apart = false } = {}) {
    const { url, words: chosen } = option.dataset;
    close();
    if (url && apart) {
      open(url, "_blank", "noopener");
    } else if (url) {
      location.assign(url);
    } else {
      input.value = chosen;
      input.form.requestSubmit();
    }
  }

  input.addEventListener("input", (event) => {
    stop();
    if (event.isComposing) return;
    if (!maySend(words())) return close();
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("compositionend", () => (timer = setTimeout(ask, WAIT_MS)));
  input.addEventListener("blur", close);

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = options.length - 1;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        const down = event.key === "ArrowDown";
        if (!isOpen()) {
          if (!maySend(words())) return; // nothing to open: the key keeps its meaning
          ask().then(() => !event.altKey && isOpen() && activate(down ? 0 : options.length - 1));
        } else if (event.altKey) {
          if (!down) close();
        } else if (down) {
          activate(active === last ? -1 : active + 1);
        } else {
          activate(active === -1 ? last : active - 1);
        }
        break;
      }
      case "Enter":
        if (!isOpen() || active === -1) return close();
        take(options[active]);
        break;
      case "Escape":
        if (isOpen()) close();
        else if (input.value) {
          input.value = "";
          input.dispatchEvent(new Event("input", { bubbles: true }));
        } else return;
        break;
      case "Tab":
        return close();
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight":
        return activate(-1); // back to the text, where the key moves as it always does
      default:
        return;
    }
    event.preventDefault();
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option, { apart: event.ctrlKey || event.metaKey });
  });
  input.form.addEventListener("submit", close);
  addEventListener("pageshow", ({ persisted }) => persisted && close());
}
