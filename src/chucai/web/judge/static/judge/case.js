// The score page: what is changed is kept at once, and everything can be done by keys.
import { Edits, teller } from "./edits.js";
import { keys } from "./keys.js";

const form = document.getElementById("sheet");
const words = document.getElementById("words").dataset;
document.documentElement.classList.add("scripted");
if (form) written(form);
keys();

function written(form) {
  const url = form.getAttribute("action");
  const line = document.getElementById("state");
  const told = teller(line, words);
  let version = Number(form.dataset.version);
  const edits = new Edits(form.dataset.buffer, form.elements.csrfmiddlewaretoken.value, (state, facts) => {
    told(state, facts);
    if (state === "saved" && facts.url === url) taken(facts.answer);
    document.documentElement.dataset.saving = state;
  });

  function taken(answer) {
    version = answer.version;
    const waiting = new Set(edits.waiting(url).map((edit) => edit.field));
    for (const [field, value] of Object.entries(answer.values)) if (!waiting.has(field)) put(field, value);
    const crossed = document.getElementById("crossed");
    if (answer.crossed.length) crossed.textContent = answer.crossed.join(" ");
    counted();
  }

  function put(field, value) {
    const control = form.elements[field];
    if (!control || control === document.activeElement || control.value === value) return;
    if (control instanceof RadioNodeList) for (const one of control) one.checked = one.value === value;
    else control.value = value;
  }

  function counted() {
    const count = document.getElementById("count");
    const marked = [...form.querySelectorAll(".criterion")].filter((one) => {
      const done = Boolean(form.elements[one.dataset.field].value);
      one.classList.toggle("marked", done);
      return done;
    });
    count.textContent = `${marked.length}/${count.dataset.all}`;
  }

  let typing;
  const comment = form.elements.comment;
  let sent = comment.value;
  const comments = () => {
    clearTimeout(typing);
    if (comment.value === sent) return;
    sent = comment.value;
    edits.add(url, "comment", sent, version);
  };
  comment.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(comments, 700);
  });
  addEventListener("pagehide", comments);
  form.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (event.target === comment) return comments();
    if (!name.startsWith("mark:")) return;
    if (!event.target.checkValidity()) return event.target.reportValidity();
    counted();
    edits.add(url, name, value, version);
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  // Changes from before that were never sent stand above what the server knew when it made the page.
  for (const edit of edits.waiting(url)) put(edit.field, String(edit.value ?? ""));
  counted();
  edits.flush();
}

// On a telephone the criteria come up over the deeds, and go down again.
const raise = document.getElementById("raise");
const sheet = document.getElementById("judging");
raise?.addEventListener("click", (event) => {
  event.preventDefault();
  lift(!sheet.classList.contains("raised"));
});
raise?.addEventListener("keydown", (event) => {
  if (event.key !== " ") return;
  event.preventDefault();
  raise.click();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sheet.classList.contains("raised")) lift(false);
});

function lift(up) {
  sheet.classList.toggle("raised", up);
  raise.setAttribute("aria-expanded", String(up));
  if (up) sheet.querySelector("input:checked, input:not([type=hidden]), textarea")?.focus({ preventScroll: false });
  else raise.focus();
}
raise?.setAttribute("aria-expanded", "false");
raise?.setAttribute("aria-controls", "judging");
raise?.setAttribute("role", "button");
