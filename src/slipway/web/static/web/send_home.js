/** The form that goes home to the LMS: sent by the browser itself, once, without the token; its button is for when it stalls. */

const sent = new WeakSet();

export function sendHome() {
  const form = document.querySelector("form[data-send-home]");
  if (!form || sent.has(form)) return;
  sent.add(form);
  HTMLFormElement.prototype.submit.call(form); // a field named "submit" would hide the method
}
