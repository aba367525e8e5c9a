// Turns every element with a data-notebook path into a link to that notebook in
// JupyterLab, when JupyterLab serves this page (jupyter_lab_config.py puts the book
// under /static/). Anywhere else, and on file://, the page stays as it is.
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
});
