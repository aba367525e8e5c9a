// The search page: finds sections, glossary terms and functions by their words and
// shows where they are. texts.js holds {pages: [[address, title]], entries: [[page,
// anchor, title, kind, text]]}; nothing is fetched, so it works from a folder, too.
(function () {
  "use strict";
  const HAN = "\u3400-\u4dbf\u4e00-\u9fff";
  const AT_MOST = 40; // results
  const KINDS = { term: "Glossary", code: "Function", page: "", section: "" };

  // "padded 3×3 步幅" -> ["padded", "3×3", "步幅"]
  function wordsOf(query) {
    const words = query.toLowerCase().replace(new RegExp(`([${HAN}]+)`, "g"), " $1 ");
    return words.split(/[\s,;:!?"“”()]+/).filter(Boolean);
  }

  // What an English word begins with in its other forms: stride for strides.
  function stem(word) {
    if (!/^[a-z]{4,}$/.test(word)) {
      return word;
    }
    return word.replace(/(ies|ied|ing|ed|es|s|y)$/, "").replace(/e$/, "");
  }

  function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  }

  // Chinese has no spaces: found anywhere. Other words are found at their beginning.
  function pattern(word, flags) {
    const chinese = new RegExp(`^[${HAN}]`).test(word);
    const start = chinese || !/^[\p{L}\p{N}]/u.test(word) ? "" : "(?<![\\p{L}\\p{N}])";
    const end = chinese || stem(word) === word ? "" : "[a-z]*";
    return new RegExp(start + escaped(stem(word)) + end, flags + "iu");
  }

  // How well an entry answers: words in its title count most. All words must occur, or
  // at least one where a Chinese phrase was taken apart.
  function score(entry, patterns, query, all) {
    const [, , title, kind, text] = entry;
    let sum = 0;
    for (const word of patterns) {
      const inTitle = word.test(title);
      const hits = Math.min((text.match(word.all) || []).length, 5);
      if (all && !inTitle && !hits) {
        return 0;
      }
      sum += (inTitle ? 20 : 0) + hits;
    }
    const names = title.toLowerCase().split(" · ");
    const exact = names.some((name) => name === query || name.endsWith("." + query));
    const weight = { term: 1.5, page: 1.2, section: 1, code: 0.8 };
    return sum && sum * weight[kind] + (exact ? 100 : 0);
  }

  function find(texts, query) {
    const words = wordsOf(query);
    const attempt = (wanted, all) => {
      const patterns = wanted.map((word) => {
        const found = pattern(word, "");
        found.all = pattern(word, "g");
        return found;
      });
      return texts.entries
        .map((entry) => [score(entry, patterns, words.join(" "), all), entry])
        .filter(([points]) => points > 0)
        .sort((a, b) => b[0] - a[0]) // equal ones stay in reading order
        .map(([, entry]) => entry);
    };
    if (!words.length) {
      return [];
    }
    const found = attempt(words, true);
    if (found.length || !new RegExp(`[${HAN}]{3,}`).test(query)) {
      return found;
    }
    // A Chinese phrase that nowhere stands as a whole: its pairs of characters.
    return attempt(
      words.flatMap((word) =>
        new RegExp(`^[${HAN}]{3,}$`).test(word)
          ? [...word].slice(1).map((character, i) => [...word][i] + character)
          : [word]
      ),
      false
    );
  }

  // The text around the first word found, with all words marked.
  function excerpt(text, words) {
    const first = Math.min(
      ...words.map((word) => {
        const place = text.search(pattern(word, ""));
        return place < 0 ? Infinity : place;
      })
    );
    const middle = Number.isFinite(first) ? first : 0;
    let from = Math.max(0, middle - 70);
    if (from > 0) {
      from = text.indexOf(" ", from) + 1 || from;
      from = Math.min(from, middle);
    }
    const piece = text.slice(from, from + 200);
    const cut = from + 200 < text.length ? piece.replace(/\s\S*$/, "") + " …" : piece;
    return marked((from > 0 ? "… " : "") + cut, words);
  }

  function marked(text, words) {
    const any = words.map((word) => pattern(word, "").source).join("|");
    const paragraph = document.createElement("p");
    let end = 0;
    for (const match of text.matchAll(new RegExp(any, "giu"))) {
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      paragraph.append(text.slice(end, match.index), mark);
      end = match.index + match[0].length;
    }
    paragraph.append(text.slice(end));
    return paragraph;
  }

  function item(texts, entry, words) {
    const [page, anchor, title, kind, text] = entry;
    const [address, pageTitle] = texts.pages[page];
    const result = document.createElement("li");
    const link = document.createElement("a");
    link.href = address + (kind === "page" ? "" : "#" + encodeURIComponent(anchor));
    link.textContent = title;
    const place = document.createElement("span");
    place.className = "search-place";
    place.textContent = KINDS[kind] || (kind === "page" ? "" : pageTitle);
    result.append(link, " ", place, excerpt(text, words));
    return result;
  }

  function show(query) {
    const texts = window.searchTexts;
    const results = find(texts, query);
    const status = document.querySelector("#search-status");
    const list = document.querySelector("#search-results");
    const words = wordsOf(query);
    const shown = results.slice(0, AT_MOST);
    list.replaceChildren(...shown.map((entry) => item(texts, entry, words)));
    const count = results.length === 1 ? "1 place" : results.length + " places";
    const some = results.length > AT_MOST ? `, the best ${AT_MOST} below` : "";
    status.textContent = !words.length
      ? ""
      : results.length
        ? `${count} with “${query}”${some}`
        : `Nothing with “${query}”. Try fewer words, or the beginning of one.`;
  }

  if (typeof module !== "undefined") {
    module.exports = { find, wordsOf };
    return;
  }
  document.addEventListener("DOMContentLoaded", function () {
    const field = document.querySelector("#main-content input[type=search]");
    field.value = new URLSearchParams(location.search).get("q") || "";
    field.addEventListener("input", () => show(field.value.trim()));
    field.form.addEventListener("submit", function (event) {
      event.preventDefault();
      show(field.value.trim());
      history.replaceState(null, "", "?q=" + encodeURIComponent(field.value.trim()));
    });
    show(field.value.trim());
    field.focus();
  });
})();
