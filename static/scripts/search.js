// Shows the field of the search, before anything below it is shown. What answers is loaded once the field has the focus.
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
