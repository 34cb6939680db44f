"use strict";
/* The form of decisions: marks what differs from last round (<input data-was="45000"> in a .field), reckons anew when a
   colleague's sending has changed the form, and where there is room shows the money of it at once. */
(() => {
  document.addEventListener("input", ({ target }) => {
    const number = target.dataset.pair ? document.getElementById(target.dataset.pair) : target;
    if (!number.dataset.was) return;
    number.closest(".field").classList.toggle("changed", Number(number.value) !== Number(number.dataset.was));
  });

  function openMoney() {
    const money = document.getElementById("money");
    if (money && matchMedia("(min-width: 62rem)").matches) money.open = true;
  }

  openMoney();
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((one) => one.id === "main")) openMoney();
    else if (added.some((one) => one.matches?.("fieldset.group"))) {
      document.querySelector("#decisions [name=nonce]").dispatchEvent(new Event("input", { bubbles: true }));
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
