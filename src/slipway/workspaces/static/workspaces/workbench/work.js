/** The student's text: its files, its saving, and what replaces it: another tab's, the starter's, an older version's. */
import { beginning } from "./saving/beginning.js";
import { Buffer } from "./saving/buffer.js";
import { chooseText } from "./conflict.js";
import { askIn } from "./page/dialogs.js";
import { Files } from "./files.js";
import { ask, send } from "./page/requests.js";
import { sameFiles } from "./saving/same_files.js";
import { SaveState } from "./saving/save_state.js";
import { Saver } from "./saving/saver.js";
import { copyText, downloadText } from "./take_away.js";
import { showHistory } from "./versions.js";

/**
 * `told` is the page's data, `addresses` those of the work; `keeps` is false where nothing is saved for this visitor.
 * `onSaved()` hears that the server has the text.
 */
export class Work {
  #page;
  #view;
  #addresses;
  #told;
  #notices;
  #onSaved;
  #saver = null;
  #beside = null; // the other tab's text and its version, while the student has not chosen

  constructor({ page, view, told, addresses, owner, keeps, notices, onSaved }) {
    this.#page = page;
    this.#view = view;
    this.#addresses = addresses;
    this.#told = told;
    this.#notices = notices;
    this.#onSaved = onSaved;
    this.buffer = new Buffer(owner, told.unit);
    const begun = beginning(told, keeps ? this.buffer.take("work") : null);
    this.files = new Files(view.element, {
      files: begun.files,
      main: told.main,
      piece: view.piece,
      onChange: () => this.#saver?.typed(),
      onRefused: (why) => view.tell(why === "too-long" ? "tooLong" : "notText"),
    });
    if (keeps) this.#keep(begun);
    else view.element.querySelector("[data-save-state]").textContent = view.word("notKept");
  }

  get all() {
    return this.files.all;
  }

  saveNow() {
    this.#saver?.now();
  }

  async copy() {
    this.#view.tell((await copyText(this.all)) ? "copied" : "notCopied");
  }

  download() {
    downloadText(this.all);
  }

  /** Keep a text in the history. True where it is there. */
  async keepVersion(files, why) {
    const { outcome } = await send(this.#page, this.#addresses.ran, { files, why });
    return outcome === "done";
  }

  /** Compare with the text of the other tab, and go on with one of them. */
  async compare() {
    if (!this.#beside) return;
    const { files: other, version } = this.#beside;
    const dialog = this.#dialog("conflict");
    const choice = await chooseText({ dialog, view: this.#view, mine: this.all, other });
    if (!choice) return;
    const goes = choice === "mine" ? other : this.all;
    if (!(await this.keepVersion(goes, "other-tab"))) {
      this.#view.tell("notChosen");
      return;
    }
    this.#beside = null;
    if (choice === "other") this.files.replace(other);
    this.#saver.chosen(version, choice === "mine");
    this.#view.tell(choice === "mine" ? "mineChosen" : "otherChosen");
    this.files.focus();
  }

  async startOver() {
    if ((await askIn(this.#dialog("startOver"))) !== "yes") return;
    await this.#saver.settled;
    const files = this.all;
    const isKept = !this.#saver.isOwed || (await this.keepVersion(files, "reset"));
    const answer = isKept ? await send(this.#page, this.#addresses.startOver, { files }) : { outcome: "failed" };
    if (answer.outcome !== "done") {
      this.#view.tell("notStartedOver");
      return;
    }
    this.files.replace(answer.data.files, this.#told.main);
    this.#saver.chosen(answer.data.version, false);
    this.#view.tell("startedOver");
    this.files.focus();
  }

  showHistory() {
    showHistory({
      ask: () => ask(this.#page, this.#addresses.versions),
      dialog: this.#dialog("history"),
      view: this.#view,
      now: () => this.all,
      onRestore: (files) => this.#restore(files),
    });
  }

  async #restore(files) {
    if (!(await this.keepVersion(this.all, "reset"))) {
      this.#view.tell("notRestored");
      return;
    }
    this.files.replace(files);
    this.#saver.typed();
    this.#saver.now();
    this.#view.tell("restored");
    this.files.focus();
  }

  #keep({ version, isDirty }) {
    const ways = {
      saveNow: () => this.saveNow(),
      copy: () => this.copy(),
      download: () => this.download(),
      compare: () => this.compare(),
    };
    const state = new SaveState(this.#view, this.#notices, ways, () => this.buffer.isStored);
    this.#saver = new Saver({
      page: this.#page,
      path: this.#addresses.save,
      buffer: this.buffer,
      version,
      isDirty,
      read: () => this.all,
      onState: (now) => {
        state.show(now);
        if (now.status === "saved") this.#onSaved();
      },
      onConflict: (files, at) => this.#conflict(files, at),
    });
    state.show(this.#saver.state);
    if (isDirty) {
      this.#view.tell("broughtBack");
      this.#saver.now();
    }
    this.#holdBack();
  }

  #conflict(files, version) {
    this.#beside = { files, version };
    if (sameFiles(files, this.all)) {
      this.#beside = null;
      this.#saver.chosen(version, false);
    } else if (!document.querySelector("dialog[open]")) {
      this.compare();
    }
  }

  /** Where nothing survives the page, the browser asks before it closes it. */
  #holdBack() {
    const hold = (event) => {
      if (this.#saver.isOwed && !this.buffer.isStored) event.preventDefault();
    };
    addEventListener("beforeunload", hold, { signal: this.#page.signal });
  }

  #dialog(name) {
    return this.#view.element.querySelector(`[data-dialog="${name}"]`);
  }
}
