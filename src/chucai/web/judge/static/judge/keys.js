// Single keys, only where nobody is typing, and only if they are switched on (WCAG 2.1.4).

const SWITCH = "chucai-keys";
const LETTERS = { j: "after", k: "before", c: "step-aside", a: "abstain" };

export function keys() {
  const help = document.getElementById("help");
  const on = document.getElementById("keys-on");
  const open = document.getElementById("keys");
  open.hidden = false;
  on.checked = localStorage.getItem(SWITCH) !== "off";
  const shown = () => document.documentElement.classList.toggle("keyed", on.checked);
  shown();
  on.addEventListener("change", () => {
    localStorage.setItem(SWITCH, on.checked ? "on" : "off");
    shown();
  });
  open.addEventListener("click", () => help.showModal());
  document.getElementById("close-help").addEventListener("click", () => help.close());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target) || !on.checked) return;
    const key = event.key.toLowerCase();
    if (key === "?") {
      if (help.open) help.close();
      else help.showModal();
    } else if (help.open) return;
    else if (/^[0-9]$/.test(key)) mark(key === "0" ? ["0", "10"] : [key]);
    else if (key === "t") mark(["10"]);
    else if (key === "s") document.getElementById("skip")?.requestSubmit();
    else if (LETTERS[key]) document.getElementById(LETTERS[key])?.click();
    else return;
    event.preventDefault();
  });
}

function isTyping(target) {
  return target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])") !== null;
}

// The criterion in focus, or the first without a mark; then on to the next.
function mark(wanted) {
  const form = document.getElementById("sheet");
  if (!form) return;
  const all = [...form.querySelectorAll(".criterion")];
  const current = document.activeElement.closest?.(".criterion") || all.find((one) => !form.elements[one.dataset.field].value);
  if (!current) return;
  const radios = [...current.querySelectorAll("input[type=radio]")];
  const radio = wanted.map((value) => radios.find((one) => one.value === value)).find(Boolean);
  if (!radio) return current.querySelector("input[type=number]")?.focus();
  radio.focus();
  if (!radio.checked) radio.click();
  const next = all[all.indexOf(current) + 1];
  next?.querySelector("input:checked, input[type=radio], input[type=number]")?.focus();
}
