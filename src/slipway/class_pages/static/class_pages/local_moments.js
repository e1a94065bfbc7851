/**
 * The times of a form, in the visitor's own zone. The server writes and reads UTC: inputs are turned into local time
 * at the start, and posted as UTC with a Z. One that was not touched is posted exactly as it came; one that was
 * filled in before this runs keeps what was typed.
 */

const pad = (number) => String(number).padStart(2, "0");

/** A moment as an input of type datetime-local wants it, in the browser's zone. */
export function toLocal(moment) {
  const day = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  return `${day}T${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
}

export function start(form) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = new Map();
  for (const input of form.querySelectorAll('input[type="datetime-local"]')) {
    const utc = input.defaultValue && `${input.defaultValue}Z`;
    const local = utc && toLocal(new Date(utc));
    if (input.value === input.defaultValue) input.value = local;
    shown.set(input, { utc, local });
    const help = document.getElementById(`${input.id}_helptext`); // it says UTC
    if (help && zone) help.textContent = zone;
  }
  form.addEventListener("formdata", ({ formData }) => {
    for (const [input, { utc, local }] of shown) {
      if (!input.value) continue;
      formData.set(input.name, input.value === local ? utc : new Date(input.value).toISOString());
    }
  });
}
