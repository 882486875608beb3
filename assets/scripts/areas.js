// Pictures: areas that can be clicked beside their checkboxes, and points set by click or by a crosshair.
import { say } from "./said.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function start(root) {
  root.querySelectorAll("[data-hotspot]:not([data-ready])").forEach(choosing);
  root.querySelectorAll("[data-points]:not([data-ready])").forEach(pointing);
}

function choosing(root) {
  root.dataset.ready = "";
  const fields = [...root.querySelectorAll("input[type=radio], input[type=checkbox]")];
  const areas = [...root.querySelectorAll("[data-area]")];
  const draw = () => {
    for (const area of areas) {
      area.classList.toggle("is-chosen", fields.some((field) => field.value === area.dataset.area && field.checked));
    }
  };
  root.addEventListener("click", (event) => {
    const id = event.target.closest("[data-area]")?.dataset.area;
    if (id) fields.find((field) => field.value === id)?.click();
  });
  root.addEventListener("change", draw);
  draw();
}

function pointing(root) {
  root.dataset.ready = "";
  const width = Number(root.dataset.width);
  const height = Number(root.dataset.height);
  const frame = root.querySelector("[data-frame]");
  const marks = root.querySelector("[data-marks]");
  const size = Number(marks.dataset.size);
  const points = [...root.querySelectorAll("[data-point]")].map((fields) => ({
    x: fields.querySelector("[data-x]"),
    y: fields.querySelector("[data-y]"),
  }));
  const isSet = (point) => point.x.value !== "" && point.y.value !== "";
  const cross = { x: Math.round(width / 2), y: Math.round(height / 2) };
  let moving = false; // the crosshair is shown while the keyboard has the picture

  root.querySelectorAll("[data-points-help]").forEach((help) => (help.hidden = false));
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", frame.dataset.label);
  frame.setAttribute("aria-describedby", frame.dataset.help);
  frame.classList.add("is-ready");

  const shape = (name, attributes, className) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.setAttribute("class", className);
    marks.append(element);
    return element;
  };
  const draw = () => {
    marks.replaceChildren();
    points.forEach((point, index) => {
      if (!isSet(point)) return;
      const [x, y] = [Number(point.x.value), Number(point.y.value)];
      shape("circle", { cx: x, cy: y, r: size }, "vp-spot");
      const number = shape("text", { x, y, "font-size": size * 1.2 }, "vp-spot__n");
      number.textContent = points.length > 1 ? index + 1 : "";
    });
    if (moving) {
      shape("line", { x1: cross.x, x2: cross.x, y1: 0, y2: height }, "vp-cross");
      shape("line", { x1: 0, x2: width, y1: cross.y, y2: cross.y }, "vp-cross");
    }
  };
  const put = (x, y) => {
    const far = (point) => Math.hypot(Number(point.x.value) - x, Number(point.y.value) - y);
    const point = points.find((each) => !isSet(each)) ?? points.reduce((one, other) => (far(other) < far(one) ? other : one));
    point.x.value = x;
    point.y.value = y;
    point.x.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
    say(root, "set", { number: points.indexOf(point) + 1, x, y });
  };
  const within = (number, most) => Math.min(most, Math.max(0, number));

  frame.addEventListener("click", (event) => {
    const box = marks.getBoundingClientRect();
    const x = within(Math.round(((event.clientX - box.left) / box.width) * width), width);
    const y = within(Math.round(((event.clientY - box.top) / box.height) * height), height);
    Object.assign(cross, { x, y });
    put(x, y);
  });
  frame.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step) {
      const length = event.shiftKey ? 10 : 1;
      cross.x = within(cross.x + step[0] * length, width);
      cross.y = within(cross.y + step[1] * length, height);
      moving = true;
      draw();
      say(root, "at", cross);
    } else if (event.key === "Enter" || event.key === " ") {
      put(cross.x, cross.y);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      const last = points.findLast(isSet);
      if (!last) return;
      last.x.value = last.y.value = "";
      last.x.dispatchEvent(new Event("change", { bubbles: true }));
      draw();
      say(root, "removed", { number: points.indexOf(last) + 1 });
    } else {
      return;
    }
    event.preventDefault();
  });
  frame.addEventListener("focus", () => {
    moving = frame.matches(":focus-visible");
    draw();
  });
  frame.addEventListener("blur", () => {
    moving = false;
    draw();
  });
  root.addEventListener("input", draw);
  draw();
}
