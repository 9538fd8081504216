// Improves the leave-quickly link: blanks the page at once, replaces it in the history of this tab, and also reacts
// to pressing Shift three times. `pageshow` restores a blanked page if the browser returns to it. On a phone, the phone
// numbers stay visible below the link, in one row.
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
  addEventListener("keydown", ({ key, repeat, timeStamp }) => {
    if (key !== "Shift") times = [];
    else if (!repeat) times = [...times, timeStamp].filter((time) => timeStamp - time < 3000);
    if (times.length > 2) leave();
  });
  // Screen readers use Shift with other keys, such as Shift+H: the page sees only Shift, then a new selection.
  document.addEventListener("selectionchange", () => times = []);
  addEventListener("pageshow", () => {
    document.documentElement.hidden = false;
    document.title = title;
  });
  const [bar, numbers] = document.querySelectorAll(".exit, .exit ~ main > .call-now");
  const bottom = (element) => element.getBoundingClientRect().bottom;
  const follow = () => numbers.classList.toggle("stuck", bottom(numbers.previousElementSibling) < bottom(bar));
  if (numbers) addEventListener("scroll", follow);
})();
