// What a question's own markup says: data-<key>="… {name} …" on the element, filled in and announced.
import { announce } from "./texts.js";

export function filled(root, key, values = {}) {
  return (root.dataset[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function say(root, key, values) {
  announce(root, filled(root, key, values));
}
