"use strict";
/* A clock that counts down: <time data-seconds="432" role="timer">7:12</time>; with data-paused it stands still. */
