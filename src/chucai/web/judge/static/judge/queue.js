// What was changed while the connection was away is sent from here too.
import { Edits, teller } from "./edits.js";

const form = document.getElementById("waiting");
const words = document.getElementById("words").dataset;
const line = document.getElementById("state");
const told = teller(line, words);
const edits = new Edits(form.dataset.buffer, form.elements.csrfmiddlewaretoken.value, (state, facts) => {
  told(state, facts);
  if (state === "saved") line.textContent = words.sent;
});
edits.flush();
