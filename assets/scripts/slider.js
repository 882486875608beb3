// A slider beside the field it fills in. Without scripts only the field is there.
import { filled } from "./said.js";

export function start(root) {
  root.querySelectorAll("[data-slider]:not([data-ready])").forEach(enhance);
}

function enhance(root) {
  root.dataset.ready = "";
  const range = root.querySelector("[data-range]");
  const field = root.querySelector("[data-number]");
  const output = root.querySelector("[data-slider-output]");
  const written = (value) => value.trim().replace(",", ".").replace("\u2212", "-");
  const shown = (value) => value.replace(".", ",").replace("-", "\u2212");

  root.querySelector("[data-slider-range]").hidden = false;
  output.hidden = false;
  const draw = () => {
    const value = written(field.value);
    const chosen = value !== "" && !Number.isNaN(Number(value));
    if (chosen) range.value = value;
    const number = `${shown(value)} ${root.dataset.unit}`.trim();
    output.value = chosen ? filled(output, "said", { number }) : output.dataset.none;
    range.setAttribute("aria-valuetext", chosen ? number : output.dataset.none);
    root.classList.toggle("is-chosen", chosen);
  };
  range.addEventListener("input", () => {
    field.value = shown(range.value);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
  });
  field.addEventListener("input", draw);
  draw();
}
