// Post a signed form: at once into its frame, or at a click into a new tab (then only once: it is signed once).

const form = document.querySelector("form[data-autosubmit]");
// Through the prototype: a launch may carry a field that is named "submit".
if (form) HTMLFormElement.prototype.submit.call(form);

const click = document.querySelector("form[data-new-tab]");
click?.addEventListener("submit", () => {
  setTimeout(() => {
    click.hidden = true;
    document.querySelector("[data-loaded]").hidden = false;
  });
});
