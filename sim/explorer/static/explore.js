"use strict";
/* Levers and what comes of them. Every change is a place in the browser's history, so that undo is its Back; the
   address holds the whole choice. The server sends pictures as the runs come in (server-sent events of /played). */
(() => {
  const SHORTLY = 60; // milliseconds without another change before playing
  const SAME_PULL = 1000; // changes of one lever within this time are one step to undo

  const form = document.getElementById("levers");
  const status = document.getElementById("status");
  const picture = document.getElementById("picture");
  const stories = document.getElementById("stories");

  let source = null;
  let waiting = 0;
  let lastPull = { name: "", time: 0 };
  let place = history.state?.place ?? 0;
  let newest = history.state ? Math.max(place, Number(sessionStorage.getItem("newest"))) : 0;

  const number = (text) => (text.trim() === "" ? NaN : Number(text));
  const levers = () => [...form.querySelectorAll("input[type=number]")];

  /* The choice as the server writes it: what is set otherwise than the strategy it begins with. */
  function query() {
    const asked = new URLSearchParams({ start: form.elements.start.value });
    for (const field of levers()) {
      if (field.value !== "" && number(field.value) !== number(field.dataset.start)) asked.set(field.name, field.value);
    }
    const name = form.elements.name.value.trim();
    if (name) asked.set("name", name);
    return asked.toString();
  }

  function play() {
    source?.close();
    const began = performance.now();
    form.dataset.query = query();
    source = new EventSource(`/played?${form.dataset.query}`);
    picture.setAttribute("aria-busy", "true");
    source.addEventListener("waiting", ({ data }) => say(data));
    source.addEventListener("picture", ({ data }) => {
      take(data);
      say("");
      picture.dataset.after = Math.round(performance.now() - began);
    });
    source.addEventListener("stories", ({ data }) => {
      stories.innerHTML = data;
    });
    source.addEventListener("refused", ({ data }) => {
      say(data);
      stop();
    });
    source.addEventListener("done", stop);
    source.addEventListener("error", () => say(status.dataset.lost));
    mark();
  }

  function stop() {
    source.close();
    picture.removeAttribute("aria-busy");
  }

  /* A part for each place of the page. */
  function take(data) {
    const fresh = new DOMParser().parseFromString(data, "text/html");
    for (const part of fresh.querySelectorAll("[data-into]")) document.getElementById(part.dataset.into).replaceChildren(...part.childNodes);
    stories.replaceChildren();
  }

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  /* What differs from today, what can be undone, and the addresses that hold the choice. */
  function mark() {
    for (const field of levers()) {
      field.closest(".field").classList.toggle("changed", number(field.value) !== number(field.dataset.today));
    }
    for (const group of form.querySelectorAll("details")) {
      const count = group.querySelectorAll(".changed").length;
      group.querySelector(".count").textContent = count ? `● ${count}` : "";
    }
    document.getElementById("undo").disabled = place === 0;
    document.getElementById("redo").disabled = place === newest;
    document.getElementById("save").href = `/strategy.yaml?${form.dataset.query}`;
    for (const back of document.querySelectorAll("input[name=back]")) back.value = location.pathname + location.search;
  }

  /* A change: a new place in history, or the same one where a lever is still being pulled. */
  function settle(name) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (query() === form.dataset.query) return;
      const now = performance.now();
      const again = name === lastPull.name && now - lastPull.time < SAME_PULL && place > 0;
      lastPull = { name, time: now };
      remember(`/?${query()}`, again);
      play();
    }, SHORTLY);
  }

  function remember(address, again) {
    if (!again) newest = place += 1;
    sessionStorage.setItem("newest", newest);
    history[again ? "replaceState" : "pushState"]({ place }, "", address);
  }

  /* Has the server lay out the levers of an address. */
  async function lay(address) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("levers");
    if (!fresh) return location.assign(address);
    lastPull = { name: "", time: 0 };
    const open = [...form.querySelectorAll("details")].map((one) => one.open);
    const focused = document.activeElement?.id;
    form.replaceChildren(...fresh.childNodes);
    [...form.querySelectorAll("details")].forEach((one, at) => (one.open = open[at] ?? one.open));
    document.getElementById(focused)?.focus({ preventScroll: true });
    bind();
    play();
  }

  function bind() {
    for (const [id, act] of Object.entries({ undo: () => history.back(), redo: () => history.forward(), share, reset })) {
      document.getElementById(id).addEventListener("click", act);
    }
  }

  function reset(event) {
    event.preventDefault();
    remember("/", false);
    lay("/");
  }

  async function share() {
    try {
      await navigator.clipboard.writeText(location.href);
      say(status.dataset.copied);
    } catch {
      say(location.href);
    }
  }

  form.addEventListener("change", ({ target }) => {
    if (target.name === "start") {
      const address = `/?start=${encodeURIComponent(target.value)}`;
      remember(address, false);
      lay(address);
    } else settle(target.name || target.dataset.pair);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle("");
  });
  addEventListener("popstate", ({ state }) => {
    place = state?.place ?? 0;
    lay(location.pathname + location.search);
  });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", ({ persisted }) => persisted && play());

  /* On a phone only those groups are open in which something is changed. */
  function fold() {
    if (matchMedia("(min-width: 60rem)").matches) return;
    for (const group of form.querySelectorAll("details")) group.open = group.querySelector(".changed") !== null;
  }

  fold();
  bind();
  play();
})();
