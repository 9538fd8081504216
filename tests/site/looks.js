// What a test sees of a page: each function is called as `looks.name()`, and returns what JSON can hold.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const nameOf = ({ outerHTML, textContent }) =>
    `${outerHTML.match(/^<[^>]*>/)[0].slice(0, 120)} ${textContent.trim().slice(0, 40)}`.trim();

  // axe takes the colour of a text from `-webkit-text-fill-color`, which Chromium reports as before colours were forced.
  const read = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return read.call(this, name === "-webkit-text-fill-color" ? "color" : name);
  };

  const axeFinds = async (context, rules, runOnly) => {
    scrollTo({ top: 0, behavior: "instant" });  // what stays on the screen lies over what is scrolled below it
    const { violations } = await axe.run(context, { runOnly, rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any, all, none }) =>
        `${id}: ${target}: ${[...any, ...all, ...none].map(check => check.message).join(" ")}`));
  };
  const COLOURS = ["color-contrast-enhanced", "link-in-text-block"];

  // One text for all like it that stand on the same ground.
  const kinds = () => {
    const ground = element => {
      if (!element) return "";
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      return `${backgroundColor} ${backgroundImage} ${opacity} ${ground(element.parentElement)}`;
    };
    const found = new Map();
    for (const element of all("body *")) {
      const { localName, parentElement } = element;
      const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
      const around = [parentElement.localName, getComputedStyle(parentElement).color];
      const seen = [localName, around, color, fontSize, fontWeight, textDecorationLine];
      const text = [...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
      if (text || element.matches("input, select, textarea")) found.set(`${seen} ${ground(element)}`, element);
    }
    return found;
  };

  // What can have the focus, in order, and how it looks.
  const stops = () => all("a[href], button, input, select, textarea, summary, [tabindex='0']")
    .filter(stop => stop.checkVisibility());
  const look = element => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && style.outline;
    return [outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join();
  };

  // How far two colours are apart: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
  const contrast = (...colours) => {
    const [one, other] = colours.map(colour => {
      const [red, green, blue] = colour.match(/[\d.]+/g).map(value => value / 255)
        .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
      return .2126 * red + .7152 * green + .0722 * blue + .05;
    });
    return Math.max(one / other, other / one);
  };
  const behind = element => {
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === "rgba(0, 0, 0, 0)" ? behind(element.parentElement) : backgroundColor;
  };

  window.looks = {
    // Open all parts, and read to the end: some things are shown on the way.
    open() {
      for (const part of all("details")) part.open = true;
      scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
      dispatchEvent(new Event("scroll"));
    },

    // What is to be seen of a page with all its parts open.
    opened() {
      looks.open();
      return [
        looks.cutOff(), looks.structure(), looks.parts(), looks.stops(),
        document.querySelector("link[rel=icon]").href,
      ];
    },

    sideways: () => document.documentElement.scrollWidth > innerWidth,

    // What a page says it is: its language and direction, one heading, one text; and tables whose headings head nothing.
    structure() {
      const { lang, dir } = document.documentElement;
      const unclear = all("table:not(:has(th)), table:has(th:not([scope]))");
      return [lang, dir, all("h1").length, all("main").length, unclear.map(nameOf)];
    },

    // The parts of the page outside its text, in order, and the numbers to call; on some pages below the way out.
    parts: () => [
      ...all("header.site, header.site > *, main, footer.site, footer.site > *")
        .map(part => part.localName === "main" ? "main" : part.className || part.localName),
      ...all("footer.site > .call a[href^='tel:']").map(link => link.href),
    ],

    // Every rule with these tags, also those that axe leaves off; but `p-as-heading` takes any large number for a heading.
    axe() {
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const enabled = name => !["p-as-heading", "color-contrast", ...COLOURS].includes(name);
      const rules = axe.getRules(tags).map(({ ruleId }) => [ruleId, { enabled: enabled(ruleId) }]);
      return axeFinds(document, Object.fromEntries(rules), tags);
    },

    // The kinds of text on the page, of which each may have colours of its own.
    kinds: () => [...kinds().keys()],

    // Colours are slow to look at: of each of these kinds of text, one is looked at.
    colours(wanted) {
      const found = kinds();
      return axeFinds({ include: wanted.map(kind => found.get(kind)) }, {}, COLOURS);
    },

    // What does not fit, with the text as it is, spaced as WCAG 1.4.12 has it, or twice as large.
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
      return ["spaced", "doubled", "as it is"].flatMap(how => {
        document.adoptedStyleSheets = how === "spaced" ? [sheet] : [];
        root.style.fontSize = "";
        if (how === "doubled") root.style.fontSize = `calc(2 * ${getComputedStyle(root).fontSize})`;
        const sideways = looks.sideways();
        const wide = element =>
          sideways && element.getBoundingClientRect().right > innerWidth && !element.closest(".table");
        const thin = element => {
          if (element.matches(".bar :has(> span)")) return false;  // what names its series is not seen
          const { width } = element.getBoundingClientRect();
          return width > 1 && width < 2 * parseFloat(getComputedStyle(element).fontSize) && element.innerText.length > 9;
        };
        return [
          ...(sideways ? [`${how}: the page is ${root.scrollWidth} wide`] : []),
          ...elements.filter(cut).map(element => `${how}: ${nameOf(element)} is cut off`),
          ...elements.filter(element => wide(element) && ![...element.children].some(wide))
            .map(element => `${how}: ${nameOf(element)} is too wide`),
          ...elements.filter(thin).map(element => `${how}: ${nameOf(element)} has a letter or two to a line`),
        ];
      });
    },

    // Bars that are hardly seen.
    faint: () => all(".bar svg").filter(bar => contrast(getComputedStyle(bar).fill, behind(bar)) < 3).map(nameOf),

    // What is too small to be pressed, or too near to another.
    smallTargets: () => axeFinds(document, {}, ["target-size"]),

    // What stays on the screen while the page is scrolled.
    staying: () => all("body *")
      .filter(part => ["fixed", "sticky"].includes(getComputedStyle(part).position))
      .map(part => `${nameOf(part)} stays on the screen`),

    // How many characters each full line of running text holds: a line ends where one stands left of the one before.
    lines: () => all(".prose > p").flatMap(paragraph => {
      const range = document.createRange();
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const lines = [0];
      let last = -Infinity;
      while (walker.nextNode()) {
        for (let place = 0; place < walker.currentNode.length; place++) {
          range.setStart(walker.currentNode, place);
          range.setEnd(walker.currentNode, place + 1);
          const box = [...range.getClientRects()].at(-1);
          if (!box?.width) continue;
          if (box.left < last) lines.push(0);
          lines[lines.length - 1]++;
          last = box.left;
        }
      }
      return lines.length < 3 ? [] : lines.slice(0, -1);
    }),

    // What can have the focus: its id, and where it leads.
    stops: () => stops().map(stop => [stop.id, stop.href ?? ""]),

    // Which of them has it.
    stop: () => stops().indexOf(document.activeElement),

    // What is wrong with the focus as each of them has it, from the first to the last or back.
    focus(backwards) {
      document.activeElement.blur();
      const order = backwards ? stops().reverse() : stops();
      const unfocused = new Map(order.map(stop => [stop, look(stop)]));
      const cut = (from, to, size) => to - from > .8 * size ? to <= 0 || from >= size : from < -.5 || to > size + .5;
      const within = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
      const found = order.flatMap(stop => {
        stop.focus({ focusVisible: true });
        if (stop !== document.activeElement || stop.tabIndex < 0) return [`${nameOf(stop)} is not reached`];
        const wrong = look(stop) === unfocused.get(stop) ? ["looks as it does without focus"] : [];
        const { outlineColor, outlineOffset } = getComputedStyle(stop);
        const ground = behind(parseFloat(outlineOffset) < 0 ? stop : stop.parentElement);
        if (contrast(outlineColor, ground) < 3) wrong.push(`has a focus of ${outlineColor} on ${ground}`);
        const { left, right, top, bottom } = [...stop.getClientRects()].find(box => box.width && box.height);
        const beside = right <= 0 || left >= innerWidth;  // a part is enough in a table, which scrolls sideways
        if (beside || cut(top, bottom, innerHeight)) wrong.push("is outside the window");
        const over = document.elementFromPoint(within(left, right, innerWidth), within(top, bottom, innerHeight));
        if (over && !stop.contains(over) && !over.contains(stop)) wrong.push(`is covered by ${nameOf(over)}`);
        return wrong.map(how => `${nameOf(stop)} ${how}`);
      });
      document.activeElement.blur();
      return found;
    },

    // Whether the heading is in sight, below what sticks to the top; and whether the focus went past all above the text.
    atTheText() {
      const { top, bottom } = document.querySelector("h1").getBoundingClientRect();
      const above = document.querySelector(".exit")?.getBoundingClientRect().bottom ?? 0;
      const order = document.querySelector("main").compareDocumentPosition(document.activeElement);
      return top >= above && bottom <= innerHeight && Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING);
    },

    // Whether the way out is shown, there are numbers to call, each is shown somewhere, and air could begin a sheet.
    printed() {
      const shown = selector => all(selector).filter(element => element.checkVisibility());
      const numbers = all("footer a[href^='tel:']").map(link => link.href);
      const printed = shown("a[href^='tel:']").map(link => link.href);
      const parts = ["footer", "main", ".sources ol"].map(selector => shown(selector)[0]?.getBoundingClientRect());
      const [foot, text, sources = text] = parts;
      const above = !foot || foot.top < text.top;
      const air = text.bottom - sources.bottom > 1
        || all("main:not(.sheet) .prose > *").some(part => parseFloat(getComputedStyle(part).marginBottom) > 0);
      const called = numbers.length > 0 && numbers.every(number => printed.includes(number));
      return [shown(".exit").length > 0, above, called, air];
    },

    // Opens every part and presses every control; links that lead away are followed in a test of their own.
    use() {
      for (const summary of all("details:not([open]) > summary")) summary.click();
      for (const control of all("button, input, a[href^='#']")) control.click();
    },

    // What a page can leave behind, and what lets a browser ask before the reader does; the empty answer is {}.
    async kept() {
      const kept = {
        storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
        databases: (await indexedDB.databases()).map(database => database.name),
        caches: await caches.keys(),
        workers: (await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
        ahead: all("link[rel*=pre], link[rel*=dns], script[type=speculationrules], [ping]")
          .map(element => element.outerHTML),
        telling: [
          ...(document.querySelector("meta[name=referrer][content=no-referrer]") ? [] : [document.URL]),
          ...all("[referrerpolicy]").map(element => element.outerHTML),
        ],
      };
      return Object.fromEntries(Object.entries(kept).filter(([, found]) => found.length));
    },
  };
})();
