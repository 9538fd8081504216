// Improves the leave-quickly link: blanks the page at once, replaces it in the history of this tab, and listens
// for Shift three times. `pageshow` undoes the blank page if the browser brings it back. On a phone, the numbers to
// call follow below the link, in one row.
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
  // A screen reader keeps the key beside Shift, such as H for the heading before, and moves the selection.
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
