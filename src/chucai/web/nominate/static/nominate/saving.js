// Keeps a form as it is typed. Without this the button keeps it; with it nothing is lost when the page is left.

const PAUSE = 900; // milliseconds without a key before a form is sent

for (const form of document.querySelectorAll("form[data-saves]")) keep(form);

function keep(form) {
  const told = form.querySelector("[data-told]");
  let timer = 0; // 0: nothing waits to be sent
  let busy = false;
  let again = false;
  let out = false; // signed out meanwhile: the button would lose what is typed

  form.addEventListener("input", () => {
    count(form);
    clearTimeout(timer);
    timer = setTimeout(() => send(), PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    timer = 0;
    if (!out) return;
    event.preventDefault();
    await send();
    if (!out) form.requestSubmit(event.submitter);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  addEventListener("pagehide", leave);
  count(form);

  // What was typed last goes on its way although the page goes.
  function leave() {
    if (!timer) return;
    clearTimeout(timer);
    send(true);
  }

  function post(keepalive) {
    return fetch(form.action || location.href, {
      method: "POST",
      body: typed(form),
      headers: { "X-Saving": "typed", Accept: "application/json" },
      keepalive,
    });
  }

  // Whoever has signed in again elsewhere has another token against forgery: it is fetched, and tried once.
  async function posted(keepalive) {
    const answer = await post(keepalive);
    if (answer.status !== 403 && !answer.redirected) return answer;
    const page = await fetch(location.href);
    if (page.redirected) return page;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = fresh.querySelector("input[name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return post(false);
  }

  async function send(keepalive = false) {
    timer = 0;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const answer = await posted(keepalive);
      out = answer.redirected;
      if (out) show({ problem: form.dataset.out });
      else if (answer.ok || answer.status === 409) show(await answer.json());
      else show({ problem: answer.status === 404 ? form.dataset.gone : form.dataset.failed });
    } catch {
      show({ problem: form.dataset.failed });
    }
    busy = false;
    if (again) {
      again = false;
      send();
    }
  }

  function show(answer) {
    if (answer.seen) form.elements.seen.value = answer.seen;
    if (answer.hidden) ask(form, answer.hidden);
    told.textContent = answer.problem || answer.saved || "";
    told.classList.toggle("error", Boolean(answer.problem));
  }
}

// What is typed once and never kept as typed, such as an identity number, is not sent before the button is pressed.
function typed(form) {
  const data = new FormData(form);
  for (const field of form.querySelectorAll("[data-once]")) data.delete(field.name);
  return data;
}

function ask(form, hidden) {
  for (const question of form.querySelectorAll("[data-question]")) {
    question.hidden = hidden.includes(question.dataset.question);
  }
}

// Characters as the rules count them: a line break is one, a rare character is one.
function count(form) {
  for (const field of form.querySelectorAll("textarea[data-most]")) {
    const left = Number(field.dataset.most) - [...field.value].length;
    const shown = form.querySelector(`[data-left="${field.name}"]`);
    if (!shown) continue;
    shown.textContent = (left < 0 ? shown.dataset.over : shown.dataset.text).replace("#", Math.abs(left));
    shown.classList.toggle("error", left < 0);
  }
}
