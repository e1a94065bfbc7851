/** `/enter`: the new tab that a launched page opened. Waits for its code, then spends it by POST. */

const WAIT_MS = 15_000;
const form = document.getElementById("enter-form");
const waiting = document.getElementById("enter-waiting");
const late = document.getElementById("enter-late");

/** Move the code from the address into the form and send it. False when there is none yet. */
function spend() {
  const code = location.hash.slice(1);
  if (!code) return false;
  history.replaceState(null, "", location.pathname);
  window.opener = null;
  form.elements.code.value = code;
  form.hidden = false;
  form.submit();
  return true;
}

if (!spend() && !waiting.hidden) {
  const timer = setTimeout(() => {
    waiting.hidden = true;
    late.hidden = false;
  }, WAIT_MS);
  window.addEventListener("hashchange", () => spend() && clearTimeout(timer));
}
