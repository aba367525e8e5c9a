// A displayed formula or a table that is wider than the page scrolls; then it must also
// be reachable from the keyboard. The others need no Tab stop.
window.addEventListener("load", async function () {
  "use strict";
  if (window.MathJax && window.MathJax.startup) {
    await window.MathJax.startup.promise;
  }
  function update() {
    for (const box of document.querySelectorAll("mjx-container[display], .table-scroll")) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    }
  }
  update();
  window.addEventListener("resize", update);
});
