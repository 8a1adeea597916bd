// Loaded in <head> without defer: what must be known before the first paint.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    if (localStorage.getItem("kexie-large") === "1") root.classList.add("large");
  } catch (error) {
    // Storage may be forbidden: the page then simply starts in normal type.
  }
})();
