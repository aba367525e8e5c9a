// Where JupyterLab serves this page (book/lab_config.py puts the book under /static/),
// turns every element with a data-notebook path into a link to that notebook, and hides
// what is meant for readers without JupyterLab. Anywhere else, and on file://, the page
// stays as it is.
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  const served = location.pathname.match(/^(.*)\/static\//);
  if (!served || !location.protocol.startsWith("http")) {
    return;
  }
  for (const place of document.querySelectorAll("[data-notebook]")) {
    const link = document.createElement("a");
    link.href = served[1] + "/lab/tree/" + encodeURI(place.dataset.notebook);
    link.className = place.className;
    link.append(...place.childNodes);
    place.replaceWith(link);
  }
  for (const place of document.querySelectorAll(".without-jupyter")) {
    place.hidden = true;
  }
});
