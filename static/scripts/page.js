// Marks in the contents what is being read, keeps the place when the language changes, and offers to print.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const contents = all(".contents a");
  const [up] = all(".up");
  const reached = (link) => document.getElementById(link.hash.slice(1)).getBoundingClientRect().top < innerHeight / 3;
  let read = location;
  let rest;
  const mark = () => {
    const here = contents.filter(reached).pop();
    // The way up covers nothing while the contents can be seen.
    if (up) up.style.visibility = contents[contents.length - 1].getBoundingClientRect().bottom > 0 ? "hidden" : "";
    for (const link of contents) link.removeAttribute("aria-current");
    if (here) here.setAttribute("aria-current", "location");
    // On the way up to the languages, the place where the reader rested counts.
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
