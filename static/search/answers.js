// Shows search results while the reader types, from the index `searched` (generator/render/search.py).
// The query is not put in the history, an address or any storage: the next person on this device cannot find it.
(() => {
  const MOST = 10;
  const MOST_OF_A_PAGE = 3;
  const EXCERPT = 200;
  // A number is one word, whatever separates its digits; Chinese and Japanese have no spaces, so each of their
  // characters is a word.
  const SIGN = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]";
  const NUMBER = "[0٠۰]?\\p{Nd}{1,3}(?:[ \\u00a0\\u202f.,/٬]\\p{Nd}{2,3})+(?!\\p{Nd})";
  const WORD = new RegExp(`${NUMBER}|${SIGN}|(?:(?!${SIGN})[\\p{L}\\p{M}\\p{N}])+`, "gu");
  const SPELT = { œ: "oe", æ: "ae", ß: "ss" };

  const box = document.querySelector(".search");
  const [field, status, list, share] = ["input", "[role=status]", "ol", "a"].map((part) => box.querySelector(part));
  const index = document.querySelector(".index");
  const { pages, sections } = searched;

  // A word without what readers may leave out: capitals, accents, separators between digits, the script of digits, and
  // in Arabic, the article and the short words that are joined to the word.
  const fold = (word) =>
    word.toLowerCase().replace(/[œæß]/g, (sign) => SPELT[sign]).normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "")
      .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15)
      .replace(/^[وفبك]?(ال|لل)(?=..)/, "");
  const wordsOf = (text) => (text.match(WORD) ?? []).map(fold);

  const often = new Map();
  for (const [, , title, text] of sections) {
    for (const word of new Set(wordsOf(`${title} ${text}`))) often.set(word, (often.get(word) ?? 0) + 1);
  }
  const times = (word) => often.get(word) ?? 0;
  // A word that occurs in many sections, or is short, counts less.
  const telling = (word) => Math.min(1, word.length / 5) / (1 + 60 * times(word) / sections.length);
  // Help comes first, the top of a page before a place on it, and the reader's language before all other languages.
  const near = ([page, anchor, , , , language]) => (page ? 1 : 2) * (anchor ? 1 : 1.3) * (language ? 0.3 : 1);

  const engine = new MiniSearch({
    fields: ["title", "place", "text", "foreign"],
    tokenize: (text) => text.match(WORD) ?? [],
    processTerm: fold,
    searchOptions: {
      prefix: (word) => word.length > 2,
      fuzzy: (word) => word.length > 3 && 0.2,
      weights: { prefix: 0.7, fuzzy: 0.4 },
      boost: { title: 4, place: 2 },
      boostTerm: telling,
      boostDocument: (id) => near(sections[id]),
    },
  });
  engine.addAll(sections.map(([page, , title, text, foreign], id) => ({ id, title, place: pages[page][1], text, foreign })));

  // A word that does not occur is replaced by the most frequent similar word with the same first letter, which is
  // rarely mistyped: "liability" is not "disability". If there is none, it is ignored.
  const meant = (word) => {
    if (engine.search(word, { fuzzy: false }).length) return word;
    const like = engine.search(word).flatMap(({ terms }) => terms).filter(([first]) => first === word[0]);
    return like.sort((one, other) => times(other) - times(one))[0];
  };
  // The best results: those with all words before those with some, and only a few for each page.
  const search = (asked) => {
    const words = [...new Set(wordsOf(asked).map(meant).filter(Boolean))];
    const worth = ({ score, queryTerms }) => (queryTerms.length < words.length ? 1 : 1.5) * score;
    const found = engine.search(words.join(" ")).sort((one, other) => worth(other) - worth(one));
    const kept = [];
    for (const one of found.filter((one) => worth(one) > worth(found[0]) / 25)) {
      const [page, anchor] = sections[one.id];
      const same = kept.map(({ id }) => sections[id]).filter((other) => other[0] === page);
      if (same.length < MOST_OF_A_PAGE && same.every((other) => other[1] !== anchor)) kept.push(one);
    }
    return kept.slice(0, MOST);
  };

  const element = (name, parts, more) => {
    const made = Object.assign(document.createElement(name), more);
    made.append(...parts);
    return made;
  };
  const hits = (text, found) => [...text.matchAll(WORD)].filter(([word]) => found.has(fold(word)));
  const marked = (text, found) => {
    let end = 0;
    const parts = hits(text, found).flatMap(({ 0: word, index }) => {
      const before = text.slice(end, index);
      end = index + word.length;
      return [before, element("mark", [word])];
    });
    return [...parts, text.slice(end)];
  };
  // About two lines of a text, from where most of the words are close together; a number is never split.
  const excerpt = (words, found) => {
    const text = words.replace(/(\d) (?=\d)/g, "$1\u00a0");
    const all = hits(text, found);
    const together = (start) =>
      new Set(all.filter(({ index }) => index >= start && index < start + EXCERPT / 2).map(([word]) => fold(word))).size;
    const start = all.map(({ index }) => index).sort((one, other) => together(other) - together(one))[0] ?? 0;
    // The last space, if there is one nearby: some scripts have none.
    const gap = (place) => Math.max(text.lastIndexOf(" ", place), place - EXCERPT / 4);
    const from = start < EXCERPT / 3 ? 0 : gap(start - EXCERPT / 6) + 1;
    const to = text.length < from + EXCERPT ? text.length : gap(from + EXCERPT);
    return `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
  };
  const result = ({ id, terms }) => {
    const [page, anchor, title, text, , language] = sections[id];
    const [link, place] = pages[page];
    const found = new Set(terms);
    return element("li", [
      element("a", marked(title, found), { href: anchor ? `${link}#${anchor}` : link }),
      element("p", [place === title ? "" : place], { className: "place" }),
      element("p", marked(excerpt(text, found), found)),
    ], language && { lang: language, dir: "auto" });
  };

  let pause;
  let asked;
  const answer = () => {
    asked = field.value.trim();
    const found = asked ? search(asked) : [];
    list.replaceChildren(...found.map(result));
    index.hidden = found.length > 0;
    share.hidden = !found.length;
    share.href = `#${new URLSearchParams({ q: asked })}`;
    // Announced when the reader pauses, so that a screen reader does not interrupt the typing.
    clearTimeout(pause);
    pause = setTimeout(() => {
      const { found: some, none } = status.dataset;
      status.textContent = asked && (found.length ? some.replace("{number}", found.length) : none);
    }, 300);
  };
  const answerAddress = () => {
    asked = new URLSearchParams(location.hash.slice(1)).get("q");
    if (asked) field.value = asked;
    answer();
  };

  field.addEventListener("input", answer);
  addEventListener("hashchange", answerAddress);
  // On return to the page, Safari empties the field after this event, but keeps the results.
  addEventListener("pageshow", () => setTimeout(() => field.value = asked));
  box.addEventListener("keydown", (event) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const here = stops.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: here ? 0 : 1 }[event.key];
    if (event.key === "Escape") {
      field.value = "";
      field.focus();
      answer();
    } else if (step && here >= 0 && !event.isComposing) {
      event.preventDefault();
      stops[here + step]?.focus();
    }
  });
  answerAddress();
})();
