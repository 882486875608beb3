// News: one socket a page for the topics in [data-live-topics]. News about a topic becomes the event "live:<topic>" on
// the body, under the topic's own name: hx-trigger="live:enquiry.6f0c… from:body" (htmx reads a trigger's name up to a
// space, comma or bracket, so the colon and the dot are fine).
import { text } from "./texts.js";

const POLL_MS = 20_000;
const TRIES_BEFORE_POLLING = 3;
const SIGNED_OUT = 4403;

let topics = [];
let socket = null;
let failures = 0;
let retry;
let poll;

export function start() {
  const wanted = new Set(
    [...document.querySelectorAll("[data-live-topics]")].flatMap((e) => e.dataset.liveTopics.split(/\s+/).filter(Boolean)),
  );
  if (wanted.size === topics.length && topics.every((topic) => wanted.has(topic))) return;
  topics = [...wanted];
  failures = 0;
  connect();
}

function connect() {
  clearTimeout(retry);
  socket?.close();
  socket = null;
  if (!topics.length) return;
  const address = new URL(`/ws/live/?topics=${topics.join(",")}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const mine = (socket = new WebSocket(address));
  mine.onopen = () => {
    if (mine !== socket) return;
    if (failures) topics.forEach((topic) => tell({ topic, what: "missed" }));
    failures = 0;
    setPolling(false);
  };
  mine.onmessage = ({ data }) => tell(JSON.parse(data));
  mine.onclose = ({ code }) => {
    if (mine !== socket) return; // replaced on purpose
    failures += 1;
    if (failures >= TRIES_BEFORE_POLLING || code === SIGNED_OUT) setPolling(true, code !== SIGNED_OUT);
    if (code === SIGNED_OUT) return;
    const wait = Math.min(30_000, 1000 * 2 ** (failures - 1));
    retry = setTimeout(connect, wait * (0.75 + Math.random() / 2));
  };
}

function tell(detail) {
  document.body.dispatchEvent(new CustomEvent(`live:${detail.topic}`, { detail }));
}

function setPolling(on, fetching = on) {
  for (const notice of document.querySelectorAll("[data-live-notice]")) {
    notice.hidden = !on;
    if (on && !notice.textContent.trim()) notice.textContent = text("polling");
  }
  clearInterval(poll);
  if (fetching) poll = setInterval(() => topics.forEach((topic) => tell({ topic, what: "polled" })), POLL_MS);
}

// An open socket would keep the page out of the back/forward cache.
addEventListener("pagehide", () => {
  clearTimeout(retry);
  const mine = socket;
  socket = null;
  mine?.close();
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  failures = 1; // what happened meanwhile was missed
  connect();
});
