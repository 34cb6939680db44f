"use strict";
/* A slider beside its number: <input type="range" data-pair="price"> and <input type="number" id="price" name="price">.
   Without this script the number alone does it. */
(() => {
  document.addEventListener("input", ({ target }) => {
    if (target.dataset.pair) document.getElementById(target.dataset.pair).value = target.value;
    else if (target.id && target.value) for (const slider of slidersOf(target)) slider.value = target.value;
  });
  /* A form set back takes its sliders along. */
  document.addEventListener("reset", ({ target }) => {
    setTimeout(() => {
      for (const number of target.querySelectorAll("input[type=number]")) for (const slider of slidersOf(number)) slider.value = number.value;
    });
  });

  const slidersOf = (number) => document.querySelectorAll(`[data-pair="${CSS.escape(number.id)}"]`);
})();
