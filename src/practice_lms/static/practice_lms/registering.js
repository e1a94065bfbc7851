// The app in the frame says that its registration is done (org.imsglobal.lti.close): go on to what came of it.

const frame = document.querySelector("iframe[name=registration]");
const done = document.querySelector("[data-done]");

window.addEventListener("message", ({ data, source }) => {
  const subject = typeof data === "string" ? data : data?.subject;
  if (source === frame.contentWindow && subject === "org.imsglobal.lti.close") window.location.assign(done.href);
});
