"use strict";
/* A clock that counts down: <time data-seconds="432.7" role="timer">7:12</time>; with data-paused it stands still.
   It gets the class "soon" in its last half minute and "over" at the end. */
(() => {
  const SOON = 30;
  const ends = new WeakMap();

  const two = (number) => String(number).padStart(2, "0");

  function words(seconds) {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    return (hours ? `${hours}:${two(minutes)}` : `${minutes}`) + `:${two(seconds % 60)}`;
  }

  function left(clock) {
    const given = clock.dataset.seconds;
    if ("paused" in clock.dataset) return Number(given);
    if (ends.get(clock)?.given !== given) ends.set(clock, { given, at: performance.now() + 1000 * given });
    return (ends.get(clock).at - performance.now()) / 1000;
  }

  function tick() {
    for (const clock of document.querySelectorAll("[data-seconds]")) {
      const seconds = Math.max(0, Math.ceil(left(clock)));
      if (clock.textContent !== words(seconds)) clock.textContent = words(seconds);
      clock.classList.toggle("soon", seconds <= SOON && seconds > 0);
      clock.classList.toggle("over", seconds === 0);
    }
  }

  tick();
  setInterval(tick, 200);
})();
