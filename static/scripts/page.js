// Marks the current heading in the table of contents, keeps it when the language changes, and adds print buttons.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const contents = all(".contents a");
  const [up] = all(".up");
  const reached = (link) => document.getElementById(link.hash.slice(1)).getBoundingClientRect().top < innerHeight / 3;
  let read = location;
  let rest;
  const mark = () => {
    const here = contents.filter(reached).pop();
    // The link to the top is hidden while the table of contents is visible.
    if (up) up.style.visibility = contents[contents.length - 1].getBoundingClientRect().bottom > 0 ? "hidden" : "";
    for (const link of contents) link.removeAttribute("aria-current");
    if (here) here.setAttribute("aria-current", "location");
    // While the reader scrolls up to the languages, the heading where they last paused counts.
    clearTimeout(rest);
    rest = setTimeout(() => read = here || read, 700);
  };
  addEventListener("scroll", mark);
  mark();
  for (const link of all(".switcher a")) {
    link.addEventListener("click", () => link.hash = read.hash);
  }
  for (const place of all(".print")) {
    const button = place.appendChild(document.createElement("button"));
    button.textContent = place.dataset.text;
    button.addEventListener("click", () => print());
  }
})();
