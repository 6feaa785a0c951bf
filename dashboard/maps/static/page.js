/* Tells a browser, and through it a screen reader, in which language the page is. It runs when that changes. */
"use strict";
(() => {
  const { lang, dir } = document.querySelector(".speech");
  Object.assign(document.documentElement, { lang, dir });
})();
