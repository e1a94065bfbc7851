/**
 * A unit's files: each text in an editor once its row is opened, an empty row more when the last one is written in, and
 * a question before what is not saved is left. The fields of the form stay what is sent: without this script they are
 * written in themselves.
 */
import { choice, choose } from "../workspaces/workbench/page/choices.js";
import { EditedText } from "./edited_text.js";

export function start(form, page) {
  new Files(form, page).begin();
}

class Files {
  #form;
  #page;
  #texts = new Map(); // by row
  #isDirty;
  #plain;
  #isPlain = choice("plain-editor", "no") === "yes";
  #blank = new Map(); // by folder, the HTML of an empty row

  constructor(form, page) {
    this.#form = form;
    this.#page = page;
    this.#plain = form.querySelector("[data-plain]");
    this.#isDirty = "refused" in form.dataset;
  }

  begin() {
    const { signal } = this.#page;
    for (const group of this.#form.querySelectorAll("[data-group]")) {
      this.#blank.set(group, group.querySelector("[data-new]:last-of-type").outerHTML);
    }
    for (const row of this.#form.querySelectorAll("[data-file]")) this.#take(row);
    this.#form.addEventListener("input", (event) => this.#written(event.target));
    this.#form.addEventListener("submit", () => this.#send());
    addEventListener("pageshow", () => this.#enable(), { signal });
    addEventListener("beforeunload", (event) => this.#isDirty && event.preventDefault(), { signal });
    this.#plain.hidden = false;
    this.#plain.addEventListener("click", () => this.#setPlain(!this.#isPlain));
    this.#setPlain(this.#isPlain);
    for (const link of document.querySelectorAll("a[href^='#file-']")) {
      link.addEventListener("click", (event) => this.#follow(event, link));
    }
    this.#tell();
  }

  /** Once its row is open, a text gets its editor. */
  #take(row) {
    const area = row.querySelector("[data-text] textarea");
    if (!area) return;
    const template = this.#form.querySelector("[data-editor-template]");
    const text = new EditedText({
      row,
      area,
      template,
      onChange: () => this.#written(area),
      onRefused: (why) => this.#say(why === "too-long" ? "tooLong" : "notText"),
      onSave: () => this.#form.requestSubmit(),
    });
    this.#texts.set(row, text);
    row.addEventListener("toggle", () => row.open && text.open(this.#isPlain));
    if (row.open) text.open(this.#isPlain);
    for (const line of row.querySelectorAll("[data-fault]")) text.linkFault(line);
  }

  #written(field) {
    const row = field.closest("[data-file]");
    this.#isDirty = true;
    this.#tell();
    if (!row) return;
    row.classList.toggle("is-removed", Boolean(row.querySelector("[name$=-remove]")?.checked));
    if (field.name?.endsWith("-name")) {
      const folder = row.querySelector("[name$=-folder]").value;
      row.querySelector("[data-shown-name]").textContent = folder + field.value;
    }
    if ("new" in row.dataset && row.matches(":last-of-type")) this.#addRow(row);
  }

  #addRow(row) {
    const count = this.#form.querySelector("[data-count]");
    const made = document.createElement("template");
    made.innerHTML = this.#blank.get(row.closest("[data-group]")).replaceAll(/file-\d+/g, `file-${count.value}`);
    count.value = Number(count.value) + 1;
    const fresh = made.content.firstElementChild;
    row.after(fresh);
    this.#take(fresh);
  }

  #setPlain(isPlain) {
    this.#isPlain = isPlain;
    choose("plain-editor", isPlain ? "yes" : "no");
    this.#plain.setAttribute("aria-pressed", String(isPlain));
    for (const [row, text] of this.#texts) if (row.open) text.open(isPlain);
  }

  /** What was not written in is not sent: the server has it. */
  #send() {
    const open = [...this.#texts.keys()].filter((row) => row.open);
    const paths = open.map((row) => row.querySelector("[name$=-folder]").value + row.querySelector("[name$=-name]").value);
    this.#form.querySelector("[data-opened]").value = paths.join("\n");
    for (const text of this.#texts.values()) text.isSent = text.isChanged;
    this.#isDirty = false;
  }

  #enable() {
    for (const text of this.#texts.values()) text.isSent = true;
  }

  #follow(event, link) {
    const row = document.querySelector(link.getAttribute("href"));
    if (!row) return;
    event.preventDefault();
    row.open = true;
    row.scrollIntoView({ block: "nearest" });
    const text = this.#texts.get(row);
    if (text && link.dataset.line) text.goTo(Number(link.dataset.line), this.#isPlain);
    else row.querySelector("summary").focus();
  }

  #tell() {
    this.#form.querySelector("[data-state]").textContent = this.#isDirty ? this.#form.dataset.unsaved : "";
  }

  #say(name) {
    this.#form.querySelector("[data-state]").textContent = this.#form.dataset[name];
    this.#form.querySelector("[data-said]").textContent = this.#form.dataset[name];
  }
}
