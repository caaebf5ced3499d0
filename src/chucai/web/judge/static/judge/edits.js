// Changes wait on the device until the server has said that it has them. Each has an id of its own, so that one sent
// twice counts once; each lies under a key of its own, so that two tabs do not overwrite each other.

const KEPT = "chucai-edits";
const PATIENCE = 15000; // ms for an answer
const AGAIN = [1000, 2000, 5000, 10000, 20000]; // ms between tries

export class Edits {
  // `tell(state, facts)`: sending, saved, offline, signed-out, refused.
  constructor(buffer, token, tell) {
    this.prefix = `${KEPT}/${buffer}/`;
    this.token = token;
    this.tell = tell;
    this.tries = 0;
    this.flushing = null;
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.flush());
  }

  waiting(url = null) {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix)).sort();
    const edits = keys.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
    return url === null ? edits : edits.filter((edit) => edit.url === url);
  }

  add(url, field, value, base) {
    const at = Date.now();
    const key = `${this.prefix}${String(at).padStart(15, "0")}-${drawn()}`;
    localStorage.setItem(key, JSON.stringify({ url, id: key.slice(this.prefix.length), field, value, at, base, device: device() }));
    return this.flush();
  }

  // One sending at a time, also among tabs; whoever asks meanwhile waits for the next.
  flush() {
    clearTimeout(this.timer);
    if (this.flushing) {
      this.more = true;
      return this.flushing;
    }
    this.flushing = this.alone(() => this.send()).finally(() => {
      this.flushing = null;
      if (this.more) {
        this.more = false;
        this.flush();
      }
    });
    return this.flushing;
  }

  alone(work) {
    return navigator.locks ? navigator.locks.request(this.prefix, work) : work();
  }

  async send() {
    const all = this.waiting();
    if (!all.length) return;
    this.tell("sending", { number: all.length });
    for (const url of new Set(all.map((edit) => edit.url))) {
      const edits = all.filter((edit) => edit.url === url);
      if (!(await this.sendTo(url, edits))) return;
    }
    this.tries = 0;
  }

  async sendTo(url, edits) {
    let response;
    try {
      response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ edits: edits.map(({ key, url: _, ...edit }) => edit) }),
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return this.later();
    }
    if (response.type === "opaqueredirect" || response.status === 403) {
      this.tell("signed-out", { number: this.waiting().length });
      return false;
    }
    if (response.status >= 500 || response.status === 429) return this.later();
    const answer = await response.json().catch(() => (response.ok ? null : {}));
    if (!answer) return this.later(); // it broke off: sent again, and counted once
    if (!answer.keep) for (const edit of edits) localStorage.removeItem(edit.key);
    this.tell(response.ok ? "saved" : "refused", { url, answer, number: edits.length });
    return true;
  }

  later() {
    const wait = AGAIN[Math.min(this.tries++, AGAIN.length - 1)];
    this.timer = setTimeout(() => this.flush(), wait);
    this.tell("offline", { number: this.waiting().length });
    return false;
  }
}

function device() {
  const known = localStorage.getItem("chucai-device");
  if (known) return known;
  const made = drawn();
  localStorage.setItem("chucai-device", made);
  return made;
}

function drawn() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The line that says how things stand.
export function teller(line, words) {
  return (state, facts) => {
    line.className = `state ${{ offline: "waiting", sending: "waiting", "signed-out": "wrong", refused: "wrong" }[state] || ""}`;
    const text = {
      saved: () => words.saved.replace("{time}", facts.answer.saved),
      sending: () => words.sending,
      offline: () => words.offline.replace("{number}", facts.number),
      "signed-out": () => words.signedOut.replace("{number}", facts.number),
      refused: () => facts.answer.refused || "",
    }[state]();
    line.textContent = text;
  };
}

// Without a connection nothing is opened or sent: the browser would put a page of its own in place of the marks.

const says = document.getElementById("words").dataset;
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
  line.textContent = says.away;
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
  if (before && line?.textContent === says.away) [line.textContent, line.className] = [before.text, before.look];
  before = null;
});
addEventListener("submit", stay, true);
addEventListener("click", (event) => event.target.closest?.("a[href]:not([href^='#'], [download])") && stay(event), true);
