/** Tells the LMS that the registration is done, so that it closes this frame or tab (dynamic registration 1.0 §3.8). */

const DONE = { subject: "org.imsglobal.lti.close" };
const { wait } = document.querySelector("main").dataset;

/**
 * In a frame the LMS's page is around us, even where something has opened that frame; in a tab it opened us. The
 * message holds nothing: any page may hear it.
 */
function close() {
  const lms = window.parent === window ? window.opener : window.parent;
  lms?.postMessage(DONE, "*");
}

for (const button of document.querySelectorAll("[data-close]")) {
  button.hidden = false;
  button.addEventListener("click", close);
}
// What comes next is on the page: it stays long enough to be read, and the owner's page in Slipway says it too.
if (wait) setTimeout(close, Number(wait));
