// The video player: own controls over a native <video>, keys inside the figure only, and the position kept.
import { post } from "./sending.js";
import { text } from "./texts.js";
import { followTranscript } from "./transcript.js";

const SAVE_MS = 5000;
const clock = (seconds) => `${Math.floor(seconds / 60)}.${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function start(root) {
  root.querySelectorAll("[data-player]:not([data-ready])").forEach(enhance);
}

function enhance(figure) {
  const video = figure.querySelector("video");
  const controls = figure.querySelector(".vp-controls");
  if (!video || !controls) return;
  figure.dataset.ready = "";
  video.controls = false;
  video.tabIndex = -1; // a click on the picture brings the keys; Tab goes to the buttons
  controls.hidden = false;

  const button = (act) => controls.querySelector(`[data-act=${act}]`);
  const scrub = controls.querySelector("[data-scrub]");
  const shown = controls.querySelector("[data-clock]");
  const speed = controls.querySelector("[data-speed]");
  const length = () => (Number.isFinite(video.duration) ? video.duration : Number(figure.dataset.duration) || 0);
  const seek = (seconds) => {
    video.currentTime = Math.min(Math.max(0, seconds), length() || seconds);
  };

  const captions = () => video.textTracks[0];
  const actions = {
    play: () => (video.paused ? video.play().catch(() => {}) : video.pause()),
    back: () => seek(video.currentTime - 10),
    captions: () => captions() && (captions().mode = captions().mode === "showing" ? "hidden" : "showing"),
    mute: () => (video.muted = !video.muted),
    fullscreen: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (figure.requestFullscreen) figure.requestFullscreen();
      else video.webkitEnterFullscreen?.(); // iPhone
    },
  };
  if (captions()) captions().mode = "showing";
  else button("captions")?.setAttribute("hidden", "");
  if (!figure.requestFullscreen && !video.webkitEnterFullscreen) button("fullscreen")?.setAttribute("hidden", "");

  const label = (act, on, key) => {
    const it = button(act);
    if (!it) return;
    it.dataset.on = on;
    const words = text(key);
    if (!words) return;
    const spoken = it.querySelector(".sr-only");
    if (spoken) spoken.textContent = words;
    else it.setAttribute("aria-label", words);
  };
  const draw = () => {
    figure.dataset.state = video.paused ? "paused" : "playing";
    label("play", !video.paused, video.paused ? "play" : "pause");
    label("mute", video.muted, video.muted ? "unmute" : "mute");
    const on = captions()?.mode === "showing";
    label("captions", on, on ? "captions_off" : "captions_on");
  };
  const drawTime = () => {
    const now = clock(video.currentTime);
    if (shown) shown.textContent = now;
    if (!scrub) return;
    scrub.max = Math.floor(length());
    scrub.value = video.currentTime;
    const pattern = scrub.dataset.valuetext ?? "{now} / {total}";
    scrub.setAttribute("aria-valuetext", pattern.replace("{now}", now).replace("{total}", clock(length())));
  };

  for (const [act, action] of Object.entries(actions)) button(act)?.addEventListener("click", action);
  scrub?.addEventListener("input", () => seek(Number(scrub.value)));
  speed?.addEventListener("change", () => (video.playbackRate = Number(speed.value.replace(",", ".")) || 1));
  video.addEventListener("click", actions.play);
  for (const event of ["play", "pause", "volumechange"]) video.addEventListener(event, draw);
  for (const event of ["timeupdate", "seeked", "durationchange"]) video.addEventListener(event, drawTime);
  video.textTracks.addEventListener("change", draw);
  figure.addEventListener("keydown", (event) => onKey(event, actions, (by) => seek(video.currentTime + by)));

  resume(video, secondAskedFor() ?? (Number(figure.dataset.resume) || 0), length);
  if (figure.dataset.progressUrl) keepPosition(video, figure.dataset.progressUrl);
  followTranscript(figure, video, seek);

  const broken = () => figure.querySelectorAll("[data-player-error]").forEach((message) => (message.hidden = false));
  video.querySelector("source:last-of-type")?.addEventListener("error", broken);
  if (video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE || video.error) broken();
  draw();
  drawTime();
}

function onKey(event, actions, move) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const { target } = event;
  if (target.closest("select, textarea, input:not([type=range])")) return; // they need the keys themselves
  const key = event.key.toLowerCase();
  if (key === " " && target.closest("button, a, summary")) return;
  if (key.startsWith("arrow") && target.matches("[type=range]")) return;
  const act = {
    " ": actions.play,
    k: actions.play,
    c: actions.captions,
    m: actions.mute,
    f: actions.fullscreen,
    arrowleft: () => move(-5),
    arrowright: () => move(5),
  }[key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** A link to a place in the talk (`?t=83`) decides, also when it leads to the beginning; null when there is none. */
function secondAskedFor() {
  const asked = new URLSearchParams(location.search).get("t") ?? "";
  return /^\d{1,6}$/.test(asked) ? Number(asked) : null;
}

function resume(video, from, length) {
  const jump = () => {
    if (from > 0 && from < length() - 2 && video.currentTime < 1) video.currentTime = from;
  };
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) jump();
  else video.addEventListener("loadedmetadata", jump, { once: true });
}

function keepPosition(video, url) {
  let kept = null;
  let keptAt = 0;
  let begun = false; // merely opening the page keeps nothing
  const keep = ({ last = false } = {}) => {
    const position = Math.floor(video.currentTime);
    if (!begun || position === kept) return;
    kept = position;
    keptAt = Date.now();
    const again = () => kept === position && (kept = null);
    post(url, { position }, { last }).then((answer) => answer.ok || again(), again);
  };
  video.addEventListener("play", () => {
    begun = true;
    keptAt = Date.now();
  });
  video.addEventListener("timeupdate", () => !video.paused && Date.now() - keptAt >= SAVE_MS && keep());
  video.addEventListener("pause", () => keep());
  video.addEventListener("ended", () => keep());
  document.addEventListener("visibilitychange", () => document.hidden && keep({ last: true }));
  addEventListener("pagehide", () => keep({ last: true }));
}
