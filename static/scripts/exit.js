// Improves the leave-quickly link: blanks the page at once, replaces it in the history of this tab, and listens
// for Shift three times. `pageshow` undoes the blank page if the browser brings it back.
(() => {
  const link = document.getElementById("exit");
  const title = document.title;
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = "";
    location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let times = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.repeat) {
      times = event.key === "Shift" ? times : [];
      return;
    }
    times = [...times, event.timeStamp].filter((time) => event.timeStamp - time < 3000);
    if (times.length > 2) leave();
  });
  addEventListener("pageshow", () => {
    document.documentElement.hidden = false;
    document.title = title;
  });
})();
