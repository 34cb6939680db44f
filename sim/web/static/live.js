"use strict";
/* A page that stays up to date. Where <body data-live-from="/live">, the server's bell is listened to; when it rings
   (and whenever the connection comes back), the page is fetched again and what differs is taken over:

     <section id="clock" data-live>        swapped as a whole, unless somebody is typing inside it; then what is
                                           marked data-live within it is looked at instead
     <main id="main" data-view="deciding"> when the view differs, everything in <main> is swapped

   Elements marked data-live need an id, and are always there, if need be empty. What was typed, what is focused and
   which <details> are open stay as they were. data-heard on <body> is the bell's mark when the page was made; it saves
   fetching it again at once. data-unsent: the page answers a form that was not taken, and keeps what was typed. */
(() => {
  const from = document.body.dataset.liveFrom;
  if (!from) return;
  if (isUnsent()) history.replaceState(null, "", document.body.dataset.unsent);

  const AGAIN = 1000; // milliseconds between attempts to connect
  const SILENCE = 15000; // three heartbeats: a connection this quiet is dead
  const SPREAD = 250; // forty phones do not ask in the same instant

  const notice = document.getElementById("connection");
  let heard = document.body.dataset.heard;
  let wanted = heard;
  let source = null;
  let silent = 0;
  let later = 0;
  let fetching = false;
  let leftOut = false;

  const pause = (time) => new Promise((done) => setTimeout(done, time));

  function connect() {
    disconnect();
    source = new EventSource(from);
    source.addEventListener("changed", (event) => {
      alive();
      wanted = event.data;
      refresh();
    });
    source.addEventListener("beat", alive);
    source.addEventListener("error", lost);
    silent = setTimeout(lost, SILENCE);
  }

  function disconnect() {
    clearTimeout(silent);
    clearTimeout(later);
    source?.close();
    source = null;
  }

  function alive() {
    clearTimeout(silent);
    silent = setTimeout(lost, SILENCE);
    say("");
  }

  function lost() {
    disconnect();
    say(notice.dataset.lost);
    later = setTimeout(connect, AGAIN);
  }

  function say(words) {
    if (notice.textContent !== words) notice.textContent = words;
  }

  async function refresh() {
    if (fetching) return;
    fetching = true;
    try {
      while (heard !== wanted) {
        const mark = wanted;
        await pause(Math.random() * SPREAD);
        if (!(await takeOver())) return;
        heard = mark;
      }
    } catch {
      lost();
    } finally {
      fetching = false;
    }
  }

  /* Fetches this page anew and takes it over; false where the browser goes elsewhere instead. */
  async function takeOver() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.status >= 500) throw new Error(answer.statusText);
    if (answer.redirected) location.assign(answer.url);
    else if (!answer.ok) location.reload();
    else take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    return answer.ok && !answer.redirected;
  }

  function take(fresh) {
    const main = document.getElementById("main");
    const next = fresh.getElementById("main");
    document.title = fresh.title;
    document.body.className = fresh.body.className;
    leftOut = false;
    if (main.dataset.view !== next.dataset.view) {
      main.replaceWith(next);
      delete document.body.dataset.unsent;
      scrollTo(0, 0);
      next.focus();
    }
    swapWithin(document.body, fresh);
  }

  /* Swaps the outermost elements marked data-live. */
  function swapWithin(whole, fresh) {
    const marked = [...whole.querySelectorAll("[data-live]")];
    for (const old of marked.filter((one) => one.parentElement.closest("[data-live]") === whole.closest("[data-live]"))) {
      const next = fresh.getElementById(old.id);
      if (!next || old.isEqualNode(next)) continue;
      if (isEdited(old)) {
        leftOut = true;
        swapWithin(old, fresh);
      } else swap(old, next);
    }
  }

  function swap(old, next) {
    const focused = places(old).indexOf(document.activeElement);
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    if (old.matches("[role=status], [role=alert], [aria-live]")) {
      old.replaceChildren(...next.childNodes); // read aloud only where the element itself stays
      next = old;
    } else old.replaceWith(next);
    [...next.querySelectorAll("details")].forEach((one, place) => (one.open = open[place] ?? one.open));
    if (focused >= 0) places(next)[focused]?.focus({ preventScroll: true });
  }

  const places = (element) => [...element.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")];

  function isEdited(element) {
    const fields = [...element.querySelectorAll("input, select, textarea")];
    return fields.some((field) => field === document.activeElement || isChanged(field));
  }

  function isUnsent() {
    return "unsent" in document.body.dataset;
  }

  function isChanged(field) {
    if (!field.name) return false;
    if (isUnsent() && field.type !== "hidden") return true;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const given = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(0, given);
  }

  document.addEventListener("focusout", () => {
    if (!leftOut) return;
    heard = null;
    setTimeout(refresh);
  });
  /* A page nobody looks at holds no connection: browsers allow six to a host. */
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && connect());
  if (!document.hidden) connect();
})();
