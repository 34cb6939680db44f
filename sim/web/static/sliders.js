"use strict";
/* A slider beside its number: <input type="range" data-pair="price"> and <input type="number" id="price" name="price">.
   Without this script the number alone does it. */
