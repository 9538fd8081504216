// Keeps the bar open or closed from one page to the next; problems that are new open it, and stand in the title. Tells of
// a build that takes longer than a blink, as a plugin of livereload's script: its page loads anew by all other messages.
{
  const root = document.getElementById("preview-bar")?.shadowRoot ?? document, bar = root.querySelector("details");
  const showPlaces = () => {
    for (const line of root.querySelectorAll("pre")) line.scrollLeft = line.querySelector("b").offsetLeft - line.clientWidth / 2;
  };
  if (bar) {
    const kept = sessionStorage.getItem("preview-bar"), wrong = bar.dataset.wrong;
    const title = document.title;  // the script of a page to leave quickly puts its own back when the page is shown
    if (wrong) addEventListener("pageshow", () => { document.title = `(${bar.dataset.count}) ${title}`; });
    bar.open = wrong ? kept !== wrong : kept === "open";
    bar.addEventListener("toggle", () => {
      sessionStorage.setItem("preview-bar", bar.open ? "open" : wrong);
      showPlaces();
    });
    root.addEventListener("keydown", event => {
      if (event.key === "Escape" && bar.open) { bar.open = false; bar.querySelector("summary").focus(); }
    });
  }
  showPlaces();

  const status = root.querySelector("[role=status]");
  let coming;
  const tell = building => {
    clearTimeout(coming);
    if (building) coming = setTimeout(() => { status.textContent = "Building …"; }, 300);
    else status.textContent = "";
  };
  window.LiveReloadPluginBuilding = class {
    static identifier = "building";
    static version = "1";
    reload(path) {
      if (path !== "building" && path !== "built") return false;
      tell(path === "building");
      return true;
    }
  };
  document.addEventListener("LiveReloadDisconnect", () => tell(false));
}
