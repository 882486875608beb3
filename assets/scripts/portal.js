// Everything works without this file; it makes things quicker and keeps work from being lost.
import "./requests.js";
import * as personalNumber from "./personal-number.js"; // first: its guard on submit stands before the others'
import * as answerDraft from "./answer-draft.js";
import * as areas from "./areas.js";
import * as autosave from "./autosave.js";
import * as combobox from "./combobox.js";
import * as countdown from "./countdown.js";
import * as draft from "./draft.js";
import * as dragText from "./drag-text.js";
import * as focus from "./focus.js";
import * as live from "./live.js";
import * as menu from "./menu.js";
import * as ordering from "./ordering.js";
import * as player from "./player.js";
import * as print from "./print.js";
import * as results from "./results.js";
import * as slider from "./slider.js";
import * as submit from "./submit.js";

// What is restored stands in the fields before the kinds of question make more of them.
const first = [personalNumber, answerDraft, autosave, draft];
const modules = [
  ...first, combobox, countdown, live, menu, ordering, areas, dragText, slider, player, print, results, submit, focus,
];

/** `swapped`: the new element; `cause`: what made it come ("page", or the type of the event that asked for it). */
function startAll(swapped, cause) {
  for (const module of modules) {
    try {
      module.start(module === focus ? swapped : (swapped.parentElement ?? swapped), cause);
    } catch (error) {
      console.error(error); // one module's trouble is not the others'
    }
  }
}

document.documentElement.classList.add("vp-js");
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => startAll(document, "page"));
else startAll(document, "page");
document.addEventListener("htmx:afterSwap", ({ target, detail }) =>
  startAll(target, detail.requestConfig?.triggeringEvent?.type ?? "swap"),
);
