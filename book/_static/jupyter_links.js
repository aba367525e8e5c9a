// Turns every element with a data-notebook path into a link to that notebook in
// JupyterLab, when JupyterLab serves this page: lab_config.py puts the book under
// /static/ and copies of the exercises, for students to work on, into work/. Anywhere
// else, and on file://, the page stays as it is.
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  const served = location.pathname.match(/^(.*)\/static\//);
  if (!served || !location.protocol.startsWith("http")) {
    return;
  }
  for (const place of document.querySelectorAll("[data-notebook]")) {
    const link = document.createElement("a");
    const copy = place.dataset.notebook.replace(/^exercises\//, "work/");
    link.href = served[1] + "/lab/tree/" + encodeURI(copy);
    link.className = place.className;
    link.append(...place.childNodes);
    place.replaceWith(link);
  }
});
