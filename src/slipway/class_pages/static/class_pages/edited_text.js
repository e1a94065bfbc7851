/** A text field of the form with an editor over it. What stands in the field is what is sent. */

const LIMIT = 200_000; // characters, as the page opens them

export class EditedText {
  #row;
  #area;
  #label;
  #template;
  #hears;
  #place = null; // of the editor
  #editor = null;
  #coming = null;

  constructor({ row, area, template, ...hears }) {
    this.#row = row;
    this.#area = area;
    this.#label = area.closest("[data-text]").querySelector("label");
    this.#template = template;
    this.#hears = hears;
    area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
      event.preventDefault();
      hears.onSave();
    });
  }

  get isChanged() {
    return "new" in this.#row.dataset || "clashes" in this.#row.dataset || this.#area.value !== this.#area.defaultValue;
  }

  set isSent(isSent) {
    this.#area.disabled = !isSent;
  }

  /** Show the editor, or the field itself; who writes in the field already goes on undisturbed. */
  async open(isPlain) {
    if (!isPlain && !this.#editor) {
      this.#coming ??= this.#make();
      await this.#coming;
    }
    if (!this.#editor) return;
    const hadFocus = this.#place.contains(document.activeElement) || this.#area === document.activeElement;
    if (!isPlain && this.#editor.text !== this.#area.value) this.#editor.text = this.#area.value;
    this.#place.hidden = isPlain;
    this.#area.hidden = this.#label.hidden = !isPlain;
    if (hadFocus) (isPlain ? this.#area : this.#editor).focus();
  }

  async goTo(line, isPlain) {
    await this.open(isPlain);
    if (this.#editor && !isPlain) this.#editor.goTo(line);
    else goToIn(this.#area, line);
  }

  /** The line number of a fault becomes a button that leads there. */
  linkFault(item) {
    const line = Number(item.dataset.fault);
    if (!line) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "file-line", textContent: item.querySelector(".file-line").textContent });
    button.addEventListener("click", () => this.goTo(line, !this.#area.hidden));
    item.querySelector(".file-line").replaceWith(button);
  }

  async #make() {
    const { createEditor } = await import("../workspaces/editor/editor.js").catch(() => ({}));
    if (!createEditor) return;
    this.#place = document.createElement("div");
    this.#place.className = "file-editor";
    this.#place.append(this.#template.content.firstElementChild.cloneNode(true));
    this.#area.after(this.#place);
    this.#editor = createEditor(this.#place.firstElementChild, {
      doc: this.#area.value,
      label: this.#label.textContent,
      language: this.#row.dataset.language,
      limit: LIMIT,
      marks: [...this.#row.querySelectorAll("[data-fault]")].map(markOf),
      onChange: (text) => this.#changed(text),
      onRefused: this.#hears.onRefused,
      onSave: this.#hears.onSave,
    });
  }

  #changed(text) {
    this.#area.value = text;
    this.#hears.onChange();
  }
}

const markOf = (item) => ({ line: Number(item.dataset.fault), words: item.querySelector("[data-words]").textContent });

function goToIn(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
}
