/** A text in a plain text field. */
import { bringsFiles } from "./intake.js";

export class PlainField {
  #area;
  #text;
  #hears;
  #closing = new AbortController();

  constructor(element, { doc, label, readOnly, onSave, onRun }, hears) {
    this.#hears = hears;
    this.#area = document.createElement("textarea");
    Object.assign(this.#area, { className: "editor-plain", spellcheck: false, wrap: "off", value: doc, readOnly });
    this.#area.setAttribute("aria-label", label);
    this.#area.setAttribute("autocapitalize", "off");
    this.#area.setAttribute("autocomplete", "off");
    this.#text = doc;
    this.#listen({ onSave, onRun });
    element.append(this.#area);
  }

  get text() {
    return this.#area.value;
  }

  set text(text) {
    if (text !== this.#area.value) this.#area.value = text;
    this.#text = text;
  }

  get hasFocus() {
    return document.activeElement === this.#area;
  }

  set isShown(shown) {
    this.#area.hidden = !shown;
  }

  set readOnly(readOnly) {
    this.#area.readOnly = readOnly;
  }

  focus() {
    this.#area.focus();
  }

  goTo(line) {
    const lines = this.text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
    this.#area.focus();
    this.#area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    this.#area.scrollTop = (this.#area.scrollHeight / lines.length) * Math.max(0, line - 4);
  }

  close() {
    this.#closing.abort();
    this.#area.remove();
  }

  #listen({ onSave, onRun }) {
    const on = (type, listener) => this.#area.addEventListener(type, listener, { signal: this.#closing.signal });
    on("beforeinput", (event) => this.#judge(event));
    on("input", () => this.#changed());
    for (const type of ["paste", "drop"]) on(type, (event) => this.#judgeFiles(event));
    on("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey)) return;
      const action = event.key === "Enter" ? onRun : event.key === "s" ? onSave : null;
      if (!action) return;
      event.preventDefault();
      action();
    });
  }

  #judgeFiles(event) {
    if (!bringsFiles(event.clipboardData ?? event.dataTransfer)) return;
    event.preventDefault();
    this.#hears.refused("not-text");
  }

  #judge(event) {
    const coming = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    const { selectionStart, selectionEnd, value } = this.#area;
    const length = value.length - (selectionEnd - selectionStart) + coming.length;
    if (coming && !this.#hears.admits(coming, length)) event.preventDefault();
  }

  #changed() {
    if (this.text === this.#text) return;
    this.#text = this.text;
    this.#hears.changed();
  }
}
