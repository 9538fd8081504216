// Marks in the contents what is being read, keeps the place when the language changes, and offers to print.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const contents = all(".contents a");
  const reached = (link) => document.getElementById(link.hash.slice(1)).getBoundingClientRect().top < innerHeight / 3;
  let here;
  const mark = () => {
    here = contents.findLast(reached);
    for (const link of contents) link.ariaCurrent = link === here ? "location" : null;
  };
  addEventListener("scroll", mark);
  mark();
  for (const link of all(".switcher a")) {
    link.addEventListener("click", () => link.hash = (here || location).hash);
  }
  for (const place of all(".print")) {
    const button = place.appendChild(document.createElement("button"));
    button.textContent = place.dataset.text;
    button.addEventListener("click", () => print());
  }
})();
