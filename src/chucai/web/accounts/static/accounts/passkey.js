// Asks the device for a passkey and sends its answer with the form. Needs allauth's webauthn-json.js before it.

const failed = (form) => {
  const note = form.querySelector("[data-failed]");
  if (note) {
    note.hidden = false;
    note.focus();
  }
};

const options = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).request_options;
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const wanted = await options(form);
      const answer = form.dataset.passkey === "new" ? window.webauthnJSON.create : window.webauthnJSON.get;
      form.elements.credential.value = JSON.stringify(await answer(wanted));
      form.submit();
    } catch {
      failed(form);
    }
  });
}
