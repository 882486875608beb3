// The text and the chapters beside a video: a press moves the video, the current line is marked, words can be found.
const LEFT_ALONE_MS = 5000; // after the reader has scrolled, the text does not move by itself for a while

/** Lists are looked for in the figure's [data-lesson], or in the whole page when it has none. */
export function followTranscript(figure, video, seek) {
  const lesson = figure.closest("[data-lesson]") ?? document;
  const transcript = lesson.querySelector("[data-transcript]");
  for (const list of lesson.querySelectorAll("[data-transcript], [data-chapters]")) {
    follow(list, video, seek, list === transcript);
  }
  const find = lesson.querySelector("[data-find]");
  if (transcript && find) filter(transcript, find, lesson.querySelector("[data-find-count]"));
}

function follow(list, video, seek, scrolls) {
  const lines = [...list.querySelectorAll("button[data-at]")];
  const starts = lines.map((line) => Number(line.dataset.at));
  let current = null;
  let touched = 0;
  for (const event of ["wheel", "touchmove"]) list.addEventListener(event, () => (touched = Date.now()), { passive: true });
  list.addEventListener("click", (event) => {
    const line = event.target.closest("button[data-at]");
    if (line) seek(Number(line.dataset.at) + 0.01); // just inside the line, whatever the rounding
  });
  const mark = () => {
    const line = lines[starts.findLastIndex((start) => start <= video.currentTime)] ?? null;
    if (line === current) return;
    change(current, false);
    change(line, true);
    current = line;
    const busy = list.contains(document.activeElement) || Date.now() - touched < LEFT_ALONE_MS;
    if (scrolls && line && !busy) {
      const above = line.getBoundingClientRect().top - list.getBoundingClientRect().top;
      list.scrollTop += above - list.clientHeight / 3;
    }
  };
  video.addEventListener("timeupdate", mark);
  video.addEventListener("seeked", mark);
}

function change(line, now) {
  if (!line) return;
  (line.closest("li") ?? line).classList.toggle("is-now", now);
  if (now) line.setAttribute("aria-current", "true");
  else line.removeAttribute("aria-current");
}

function filter(transcript, field, count) {
  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase();
    let found = 0;
    for (const line of transcript.querySelectorAll("button[data-at]")) {
      const fits = line.textContent.toLowerCase().includes(words);
      (line.closest("li") ?? line).hidden = !fits;
      found += fits;
    }
    if (count) count.textContent = words ? (count.dataset.findCount || "{count}").replace("{count}", found) : "";
  });
}
