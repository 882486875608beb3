// [data-countdown="<seconds>"]: the time left, shown every second and said every minute. When it is up, what is typed is
// saved and form[data-when-time-is-up] is sent. The server keeps the deadline; this only shows it.
import { saveAll } from "./answer-draft.js";

export function start(root) {
  root.querySelectorAll("[data-countdown]:not([data-ready])").forEach(count);
}

function count(place) {
  place.dataset.ready = "";
  const ends = performance.now() + Number(place.dataset.countdown) * 1000;
  const shown = place.querySelector("[data-clock]");
  const said = place.querySelector("[data-clock-said]");
  let minuteSaid = null;
  place.hidden = false;

  async function tick() {
    if (!place.isConnected) return clearInterval(timer);
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    shown.textContent = `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
    const minutes = Math.ceil(left / 60);
    if (left === 0) {
      clearInterval(timer);
      said.textContent = place.dataset.timeUp;
      await Promise.race([saveAll(), new Promise((done) => setTimeout(done, 5000))]);
      document.querySelector("form[data-when-time-is-up]")?.submit();
    } else if (minutes !== minuteSaid) {
      minuteSaid = minutes;
      said.textContent = minutes === 1 ? place.dataset.minuteLeft : place.dataset.minutesLeft.replace("{n}", minutes);
    }
  }

  const timer = setInterval(tick, 1000);
  tick();
}
