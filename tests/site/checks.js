// Checks of a page in a browser: tests call them as `checks.name()`, and get JSON.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const nameOf = ({ outerHTML, textContent }) =>
    `${outerHTML.match(/^<[^>]*>/)[0].slice(0, 120)} ${textContent.trim().slice(0, 40)}`.trim();

  // axe reads the colour of text from `-webkit-text-fill-color`, for which Chromium ignores forced colours.
  const read = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return read.call(this, name === "-webkit-text-fill-color" ? "color" : name);
  };

  const axeFinds = async (context, rules, runOnly) => {
    scrollTo({ top: 0, behavior: "instant" });  // sticky elements cover what is scrolled below them
    const { violations } = await axe.run(context, { runOnly, rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any, all, none }) =>
        `${id}: ${target}: ${[...any, ...all, ...none].map(check => check.message).join(" ")}`));
  };
  const COLOURS = ["color-contrast-enhanced", "link-in-text-block"];

  // One element for each combination of text style and background.
  const kinds = () => {
    const background = element => {
      if (!element) return "";
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      return `${backgroundColor} ${backgroundImage} ${opacity} ${background(element.parentElement)}`;
    };
    const found = new Map();
    for (const element of all("body *")) {
      const { localName, parentElement } = element;
      const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
      const parent = [parentElement.localName, getComputedStyle(parentElement).color];
      const style = [localName, parent, color, fontSize, fontWeight, textDecorationLine];
      const text = [...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
      if (text || element.matches("input, select, textarea")) found.set(`${style} ${background(element)}`, element);
    }
    return found;
  };

  // The focusable elements, in order, and how one of them looks.
  const stops = () => all("a[href], button, input, select, textarea, summary, [tabindex='0']")
    .filter(stop => stop.checkVisibility());
  const look = element => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && style.outline;
    return [outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join();
  };

  // The contrast ratio of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
  const contrast = (...colours) => {
    const [one, other] = colours.map(colour => {
      const [red, green, blue] = colour.match(/[\d.]+/g).map(value => value / 255)
        .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
      return .2126 * red + .7152 * green + .0722 * blue + .05;
    });
    return Math.max(one / other, other / one);
  };
  const backgroundOf = element => {
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === "rgba(0, 0, 0, 0)" ? backgroundOf(element.parentElement) : backgroundColor;
  };

  window.checks = {
    // Opens all details and scrolls to the end, as some elements only appear after scrolling.
    openAll() {
      for (const part of all("details")) part.open = true;
      scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
      dispatchEvent(new Event("scroll"));
    },

    // Several checks of a page with all details open, in one call.
    overview() {
      checks.openAll();
      return [
        checks.cutOff(), checks.structure(), checks.parts(), checks.stops(),
        document.querySelector("link[rel=icon]").href,
      ];
    },

    scrollsSideways: () => document.documentElement.scrollWidth > innerWidth,

    // Language, direction, the numbers of h1 and main elements, and tables without headings or scopes.
    structure() {
      const { lang, dir } = document.documentElement;
      const unclear = all("table:not(:has(th)), table:has(th:not([scope]))");
      return [lang, dir, all("h1").length, all("main").length, unclear.map(nameOf)];
    },

    // The parts of the page outside its text, in order, and the phone numbers of the footer.
    parts: () => [
      ...all("header.site, header.site > *, main, footer.site, footer.site > *")
        .map(part => part.localName === "main" ? "main" : part.className || part.localName),
      ...all("footer.site > .call a[href^='tel:']").map(link => link.href),
    ],

    // Every rule with these tags, also those off by default; but `p-as-heading` takes any large number for a heading.
    axe() {
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const enabled = name => !["p-as-heading", "color-contrast", ...COLOURS].includes(name);
      const rules = axe.getRules(tags).map(({ ruleId }) => [ruleId, { enabled: enabled(ruleId) }]);
      return axeFinds(document, Object.fromEntries(rules), tags);
    },

    // The kinds of text on the page: combinations of text style and background.
    kinds: () => [...kinds().keys()],

    // Checks the colours of one element of each of these kinds, as this is slow.
    colours(wanted) {
      const found = kinds();
      return axeFinds({ include: wanted.map(kind => found.get(kind)) }, {}, COLOURS);
    },

    // Content that does not fit: with the text unchanged, spaced as in WCAG 1.4.12, or twice as large.
    cutOff() {
      const root = document.documentElement;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                         p { margin-block-end: 2em !important }`);
      const lost = (overflow, whole, shown) => /hidden|clip/.test(overflow) && shown > 1 && whole > shown;
      const cut = element => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        return lost(overflowX, scrollWidth, clientWidth) || lost(overflowY, scrollHeight, clientHeight);
      };
      const elements = all("body *").filter(element => element.innerText?.trim());
      return ["spaced", "doubled", "unchanged"].flatMap(how => {
        document.adoptedStyleSheets = how === "spaced" ? [sheet] : [];
        root.style.fontSize = "";
        if (how === "doubled") root.style.fontSize = `calc(2 * ${getComputedStyle(root).fontSize})`;
        const sideways = checks.scrollsSideways();
        const wide = element =>
          sideways && element.getBoundingClientRect().right > innerWidth && !element.closest(".table");
        const thin = element => {
          if (element.matches(".bar :has(> span)")) return false;  // the name of its series is visually hidden
          const { width } = element.getBoundingClientRect();
          return width > 1 && width < 2 * parseFloat(getComputedStyle(element).fontSize) && element.innerText.length > 9;
        };
        return [
          ...(sideways ? [`${how}: the page is ${root.scrollWidth} wide`] : []),
          ...elements.filter(cut).map(element => `${how}: ${nameOf(element)} is cut off`),
          ...elements.filter(element => wide(element) && ![...element.children].some(wide))
            .map(element => `${how}: ${nameOf(element)} is too wide`),
          ...elements.filter(thin).map(element => `${how}: ${nameOf(element)} has only a letter or two on a line`),
        ];
      });
    },

    // Bars of charts that hardly differ from their background.
    faintBars: () => all(".bar svg")
      .filter(bar => contrast(getComputedStyle(bar).fill, backgroundOf(bar)) < 3).map(nameOf),

    // Links and controls that are too small, or too close to each other; a link outside a sentence is 24 pixels high.
    async smallTargets() {
      const alone = all("main :is(li, td, th, b) > a").filter(link =>
        link.checkVisibility() && link.innerText.trim() === link.parentElement.innerText.trim());
      const low = alone.filter(link => link.getClientRects()[0].height < 24);
      return [...await axeFinds(document, {}, ["target-size"]), ...low.map(nameOf)];
    },

    // Elements that stay on the screen while the page is scrolled.
    sticky: () => all("body *")
      .filter(part => ["fixed", "sticky"].includes(getComputedStyle(part).position))
      .map(part => `${nameOf(part)} stays on the screen`),

    // The number of characters in each full line of running text; a new line is below the last one.
    lineLengths: () => all(".prose > p").flatMap(paragraph => {
      const range = document.createRange();
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const lines = [0];
      let last = Infinity;
      while (walker.nextNode()) {
        for (let offset = 0; offset < walker.currentNode.length; offset++) {
          range.setStart(walker.currentNode, offset);
          range.setEnd(walker.currentNode, offset + 1);
          const box = [...range.getClientRects()].at(-1);
          if (!box?.width) continue;
          if (box.top >= last) lines.push(0);
          lines[lines.length - 1]++;
          last = box.bottom;
        }
      }
      return lines.length < 3 ? [] : lines.slice(0, -1);
    }),

    // The id and the link of each focusable element.
    stops: () => stops().map(stop => [stop.id, stop.href ?? ""]),

    // The index of the one that has the focus.
    focusedStop: () => stops().indexOf(document.activeElement),

    // Faults of each focusable element while it has the focus, in order or backwards.
    focus(backwards) {
      document.activeElement.blur();
      const order = backwards ? stops().reverse() : stops();
      const unfocused = new Map(order.map(stop => [stop, look(stop)]));
      const cut = (from, to, size) => to - from > .8 * size ? to <= 0 || from >= size : from < -.5 || to > size + .5;
      const within = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
      const found = order.flatMap(stop => {
        stop.focus({ focusVisible: true });
        if (stop !== document.activeElement || stop.tabIndex < 0) return [`${nameOf(stop)} is not reached`];
        const faults = look(stop) === unfocused.get(stop) ? ["looks the same without focus"] : [];
        const { outlineColor, outlineOffset } = getComputedStyle(stop);
        const background = backgroundOf(parseFloat(outlineOffset) < 0 ? stop : stop.parentElement);
        if (contrast(outlineColor, background) < 3) faults.push(`has an outline of ${outlineColor} on ${background}`);
        const { left, right, top, bottom } = [...stop.getClientRects()].find(box => box.width && box.height);
        const beside = right <= 0 || left >= innerWidth;  // tables scroll sideways, so a part is enough
        if (beside || cut(top, bottom, innerHeight)) faults.push("is outside the window");
        const over = document.elementFromPoint(within(left, right, innerWidth), within(top, bottom, innerHeight));
        if (over && !stop.contains(over) && !over.contains(stop)) faults.push(`is covered by ${nameOf(over)}`);
        return faults.map(fault => `${nameOf(stop)} ${fault}`);
      });
      document.activeElement.blur();
      return found;
    },

    // Whether the heading is visible, not covered by the leave-quickly link, and the focus is in the text or after it.
    isAtText() {
      const { top, bottom } = document.querySelector("h1").getBoundingClientRect();
      const above = document.querySelector(".exit")?.getBoundingClientRect().bottom ?? 0;
      const order = document.querySelector("main").compareDocumentPosition(document.activeElement);
      return top >= above && bottom <= innerHeight && Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING);
    },

    // Whether print shows the leave-quickly link, the footer above the text, all phone numbers, and space at the end.
    printed() {
      const shown = selector => all(selector).filter(element => element.checkVisibility());
      const numbers = all("footer a[href^='tel:']").map(link => link.href);
      const printed = shown("a[href^='tel:']").map(link => link.href);
      const parts = ["footer", "main", ".sources ol"].map(selector => shown(selector)[0]?.getBoundingClientRect());
      const [foot, text, sources = text] = parts;
      const above = !foot || foot.top < text.top;
      const space = text.bottom - sources.bottom > 1
        || all("main:not(.sheet) .prose > *").some(part => parseFloat(getComputedStyle(part).marginBottom) > 0);
      const called = numbers.length > 0 && numbers.every(number => printed.includes(number));
      return [shown(".exit").length > 0, above, called, space];
    },

    // Opens all details and presses every control and every link within the page.
    pressAll() {
      for (const summary of all("details:not([open]) > summary")) summary.click();
      for (const control of all("button, input, a[href^='#']")) control.click();
    },

    // Data that the page stored, and anything that makes the browser send requests early or reveal the page; or {}.
    async stored() {
      const stored = {
        storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
        databases: (await indexedDB.databases()).map(database => database.name),
        caches: await caches.keys(),
        workers: (await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
        early: all("link[rel*=pre], link[rel*=dns], script[type=speculationrules], [ping]")
          .map(element => element.outerHTML),
        revealing: [
          ...(document.querySelector("meta[name=referrer][content=no-referrer]") ? [] : [document.URL]),
          ...all("[referrerpolicy]").map(element => element.outerHTML),
        ],
      };
      return Object.fromEntries(Object.entries(stored).filter(([, found]) => found.length));
    },
  };
})();
