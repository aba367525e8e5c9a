// Questions before answers. Hides the output of the cells after each .predict box until
// the reader commits to an answer or skips, then compares. Answers are kept in
// localStorage; elements with data-progress-page say how many of a page are answered.
(function () {
  "use strict";
  // Before the page is drawn, so that no answer flashes by: predict.css hides them.
  document.documentElement.classList.add("predict-on");

  const kept = {}; // what localStorage would hold, where there is none

  function load(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return kept[key] || null;
    }
  }

  function save(key, answer) {
    try {
      if (answer) {
        localStorage.setItem(key, JSON.stringify(answer));
      } else {
        localStorage.removeItem(key);
      }
      return true;
    } catch {
      kept[key] = answer;
      return false;
    }
  }

  function keyOf(page, name) {
    return "layerwise:" + page + "#" + name;
  }

  function number(text) {
    return Number(text.replace(/[,_\s]/g, "").replace("−", "-"));
  }

  // An answer as nodes: a choice may hold a formula.
  function inWords(box, answer) {
    const choice = box.querySelector('input[type="radio"][value="' + answer + '"]');
    if (!choice) {
      return [answer];
    }
    const label = choice.parentNode.querySelector("span").cloneNode(true);
    return ["“", ...label.childNodes, "”"];
  }

  function isRight(box, said) {
    const apart = Math.abs(number(said) - number(box.dataset.answer));
    return apart <= number(box.dataset.tolerance) + 1e-9;
  }

  function compare(box, said) {
    const right = inWords(box, box.dataset.answer);
    if (box.dataset.unit) {
      right.push(" " + box.dataset.unit);
    }
    if (said === null) {
      return ["It is ", ...right, "."];
    }
    if (number(said) === number(box.dataset.answer)) {
      return ["You said ", ...inWords(box, said), ", and so it is."];
    }
    const close = isRight(box, said) ? ", close enough." : ".";
    return ["You said ", ...inWords(box, said), "; it is ", ...right, close];
  }

  function show(box, answer) {
    const said = answer && !answer.skipped ? answer.said : null;
    const cells = document.querySelectorAll(`[id^="${box.id}-cell-"]`);
    box.classList.toggle("predict-done", Boolean(answer));
    box.classList.toggle("predict-right", said !== null && isRight(box, said));
    for (const cell of cells) {
      cell.classList.toggle("predict-shown", Boolean(answer));
    }
    const status = box.querySelector("[role=status]");
    status.replaceChildren(...(answer ? compare(box, said) : []));
    box.querySelector(".predict-again").hidden = !answer;
  }

  function start(box) {
    const key = keyOf(box.dataset.page, box.id);
    const form = box.querySelector("form");
    const again = box.querySelector(".predict-again");

    function answer(given) {
      const lasting = save(key, given);
      show(box, given);
      if (given && !lasting) {
        const note = " (This browser does not keep answers: it will ask again.)";
        box.querySelector("[role=status]").append(note);
      }
      showProgress();
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault(); // the browser has checked that there is an answer
      answer({ said: new FormData(form).get("said") });
      again.focus({ preventScroll: true });
    });
    form.querySelector(".predict-skip").addEventListener("click", function () {
      answer({ skipped: true });
      again.focus({ preventScroll: true });
    });
    again.addEventListener("click", function () {
      answer(null);
      form.reset();
      form.querySelector("input").focus({ preventScroll: true });
    });
    show(box, load(key));
  }

  function showProgress() {
    for (const mark of document.querySelectorAll("[data-progress-page]")) {
      const names = (mark.dataset.predictions || "").split(" ").filter(Boolean);
      const answers = names.map((name) => load(keyOf(mark.dataset.progressPage, name)));
      const count = answers.filter((answer) => answer && !answer.skipped).length;
      mark.textContent = names.length ? count + " of " + names.length + " predicted" : "";
      mark.dataset.progress = names.length ? count / names.length : 0;
    }
  }

  // A link to a figure in a hidden output must not lead to an empty place.
  function showLinkedCell() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const cell = target && target.closest(".predict-hides:not(.predict-shown)");
    const output = cell && target.closest(".cell_output");
    const box = output && document.getElementById(cell.id.replace(/-cell-\d+$/, ""));
    if (box) {
      show(box, { skipped: true });
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".predict").forEach(start);
    showProgress();
    showLinkedCell();
    window.addEventListener("hashchange", showLinkedCell);
    window.addEventListener("pageshow", showProgress); // back from a chapter
  });
})();
