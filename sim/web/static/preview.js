"use strict";
/* What a form would do, shown while it is filled in: <form data-preview="/team/preview" data-preview-into="consequences">.
   The form is posted there shortly after each input; the answer (a piece of HTML) fills the element of that id. */
(() => {
  const SHORTLY = 250; // milliseconds
  const waiting = new WeakMap();

  document.addEventListener("input", (event) => {
    const form = event.target.form?.closest("[data-preview]");
    if (!form) return;
    waiting.get(form)?.abort();
    const asked = new AbortController();
    waiting.set(form, asked);
    setTimeout(() => show(form, asked.signal), SHORTLY);
  });

  /* What is focused, and which <details> are open (they need an id), stays as it was. */
  function fill(into, html) {
    const focused = places(into).indexOf(document.activeElement);
    const open = [...into.querySelectorAll("details[open]")].map((one) => one.id);
    into.innerHTML = html;
    for (const one of into.querySelectorAll("details")) one.open = open.includes(one.id);
    if (focused >= 0) places(into)[focused]?.focus({ preventScroll: true });
  }

  const places = (element) => [...element.querySelectorAll("a, button, summary, [tabindex]")];

  async function show(form, signal) {
    if (signal.aborted) return;
    const into = document.getElementById(form.dataset.previewInto);
    into.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)), signal });
      if (answer.ok) fill(into, await answer.text());
    } catch {
      // Overtaken by the next input, or the connection is lost, which live.js says.
    } finally {
      if (!signal.aborted) into.removeAttribute("aria-busy");
    }
  }
})();
