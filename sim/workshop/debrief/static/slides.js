"use strict";
/* Slides by keyboard: the arrows, page keys and the space bar follow the links marked rel=prev and rel=next. */
(() => {
  const KEYS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" };

  const busy = (target) => target.closest("button, input, select, textarea, a, summary, [tabindex='0']") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const way = KEYS[event.key];
    if (!way || (event.key === " " && busy(event.target))) return;
    const link = document.querySelector(`[rel="${way}"]`);
    if (!link) return;
    event.preventDefault();
    location.assign(link.href);
  });
})();
