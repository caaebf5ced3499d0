// Without a connection nothing is opened or sent: the browser would put a page of its own in place of the marks.

const words = document.getElementById("words").dataset;
let before = null;

function away() {
  return !navigator.onLine || document.documentElement.dataset.saving === "offline";
}

function stay(event) {
  if (!away()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (navigator.onLine) dispatchEvent(new Event("online")); // the server was away: whatever waits is tried again at once
  else told(event.target);
}

// Beside what was pressed, or where the page says how things stand.
function told(pressed) {
  const line = document.getElementById("state") || made(pressed);
  before ??= { text: line.textContent, look: line.className };
  line.className = "state waiting";
  line.textContent = words.away;
}

function made(pressed) {
  const line = document.createElement("p");
  line.id = "state";
  line.setAttribute("role", "status");
  (pressed.closest("form, p, nav, header, table") || pressed).after(line);
  return line;
}

addEventListener("online", () => {
  const line = document.getElementById("state");
  if (before && line?.textContent === words.away) [line.textContent, line.className] = [before.text, before.look];
  before = null;
});
addEventListener("submit", stay, true);
addEventListener("click", (event) => event.target.closest?.("a[href]:not([href^='#'], [download])") && stay(event), true);
