// A displayed formula that is wider than the page scrolls; then it must also be
// reachable from the keyboard. The others need no Tab stop.
window.addEventListener("load", async function () {
  "use strict";
  if (!window.MathJax || !window.MathJax.startup) {
    return;
  }
  await window.MathJax.startup.promise;
  function update() {
    for (const formula of document.querySelectorAll("mjx-container[display]")) {
      if (formula.scrollWidth > formula.clientWidth) {
        formula.tabIndex = 0;
      } else {
        formula.removeAttribute("tabindex");
      }
    }
  }
  update();
  window.addEventListener("resize", update);
});
