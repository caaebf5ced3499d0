// What pages do beyond plain HTML. Every page works without it.

const takeFocus = (root) => root.querySelector(".errors")?.focus();

document.addEventListener("DOMContentLoaded", () => takeFocus(document));
document.addEventListener("htmx:afterSwap", (event) => takeFocus(event.detail.elt));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A second press of a button while the first is on its way sends nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || form.matches("[hx-post], [data-hx-post]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
