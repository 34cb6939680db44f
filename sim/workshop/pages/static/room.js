"use strict";
/* Marks which decisions differ from last round, while they are made: <input data-was="45000"> in a .field. */
(() => {
  document.addEventListener("input", ({ target }) => {
    const number = target.dataset.pair ? document.getElementById(target.dataset.pair) : target;
    if (!number.dataset.was) return;
    number.closest(".field").classList.toggle("changed", Number(number.value) !== Number(number.dataset.was));
  });
})();
