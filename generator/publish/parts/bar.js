// Keeps the bar open or closed from page to page; new problems open it, and their number is in the title. Shows that a
// build is running if it takes longer than 300 ms, as a plugin of livereload's script, which reloads on other messages.
{
  const root = document.getElementById("preview-bar")?.shadowRoot ?? document, bar = root.querySelector("details");
  const showPlaces = () => {
    for (const line of root.querySelectorAll("pre")) line.scrollLeft = line.querySelector("b").offsetLeft - line.clientWidth / 2;
  };
  if (bar) {
    const kept = sessionStorage.getItem("preview-bar"), fingerprint = bar.dataset.fingerprint;
    const title = document.title;  // exit.js restores the title on `pageshow`
    if (fingerprint) addEventListener("pageshow", () => { document.title = `(${bar.dataset.count}) ${title}`; });
    bar.open = fingerprint ? kept !== fingerprint : kept === "open";
    bar.addEventListener("toggle", () => {
      sessionStorage.setItem("preview-bar", bar.open ? "open" : fingerprint);
      showPlaces();
    });
    root.addEventListener("keydown", event => {
      if (event.key === "Escape" && bar.open) { bar.open = false; bar.querySelector("summary").focus(); }
    });
  }
  showPlaces();

  const status = root.querySelector("[role=status]");
  let timer;
  const showBuilding = building => {
    clearTimeout(timer);
    if (building) timer = setTimeout(() => { status.textContent = "Building …"; }, 300);
    else status.textContent = "";
  };
  window.LiveReloadPluginBuilding = class {
    static identifier = "building";
    static version = "1";
    reload(path) {
      if (path !== "building" && path !== "built") return false;
      showBuilding(path === "building");
      return true;
    }
  };
  document.addEventListener("LiveReloadDisconnect", () => showBuilding(false));
}
