// Shows the search field before anything below it is shown. The search itself is loaded when the field gets the focus.
(() => {
  const box = document.querySelector(".search");
  box.append(box.querySelector("template").content);
  const field = box.querySelector("input");
  const load = () => {
    field.removeEventListener("focus", load);
    for (const src of box.dataset.load.split(" ")) {
      const onerror = () => box.hidden = true;
      document.head.append(Object.assign(document.createElement("script"), { src, onerror, async: false }));
    }
  };
  field.addEventListener("focus", load);
  if (location.hash.startsWith("#q=")) addEventListener("DOMContentLoaded", load);
})();
