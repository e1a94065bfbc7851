/**
 * The workspace of an exercise: write, run, check, hand in. It begins with the JSON in `data-work`:
 *
 *   unit, files {path: text}, version, starter, main, points, attempts {used, allowed}, submissions [{number, state, …}].
 *
 * The server is asked below the unit's own address. Typing, saving and handing in need no Python; it loads behind them.
 */
import { Checking } from "./check.js";
import { startComments } from "./page/comments.js";
import { askIn } from "./page/dialogs.js";
import { HandingIn } from "./handing_in.js";
import { listenForKeys } from "./page/keys.js";
import { Outcome } from "./page/outcome.js";
import { Notices } from "./page/notices.js";
import { shownResult } from "./results/results.js";
import { Running } from "./running.js";
import { startSplitter } from "./page/splitter.js";
import { tabsIn } from "./page/tabs.js";
import { tryCase } from "./results/try_case.js";
import { Work } from "./work.js";
import { piecesOf, wordsOf } from "./page/words.js";

const CHECK_ENDS = { stopped: "checkStopped", failed: "notChecked", "not-loaded": "testsNotLoaded" };

export function start(element, page) {
  new Workbench(element, page).begin();
}

class Workbench {
  #element;
  #page;
  #told;
  #view;
  #work;
  #running;
  #handingIn = null;
  #below;
  #checking;
  #outcome = new Outcome(document);

  constructor(element, page) {
    this.#element = element;
    this.#page = page;
    this.#told = JSON.parse(element.dataset.work);
    const [word, piece] = [wordsOf(element), piecesOf(element)];
    const notices = new Notices(element.querySelector("[data-notices]"), piece);
    const say = announcer(element.querySelector("[data-said]"));
    this.#view = { element, word, piece, say, tell: (name) => this.#tell(name) };
    const { owner, address } = element.dataset;
    const shared = { page, view: this.#view, told: this.#told, addresses: addressesBelow(address), notices };
    const keeps = "keeps" in element.dataset;
    this.#work = new Work({ ...shared, owner, keeps, onSaved: () => this.#outcome.begun() });
    this.#below = tabsIn(element.querySelector("[data-below-tabs]"));
    this.#running = new Running(this.#view, {
      onState: () => this.#enable(),
      goTo: (file, line) => this.#work.files.goTo(file, line),
      signal: page.signal,
    });
    const { tests } = shared.addresses;
    this.#checking = new Checking({ page, running: this.#running, addresses: { tests, engine: element.dataset.engine } });
    if (keeps) this.#handingIn = this.#handsIn(shared);
  }

  #handsIn(shared) {
    return new HandingIn({
      ...shared,
      buffer: this.#work.buffer,
      onResult: (...told) => this.#graded(...told),
      onWait: () => this.#waits(),
      onAttempts: () => this.#enable(),
      keepVersion: (files) => this.#work.keepVersion(files, "run"),
    });
  }

  begin() {
    const element = this.#element;
    const place = element.closest(".work-sides");
    place.style.setProperty("--work-top", `${Math.round(place.getBoundingClientRect().top + scrollY)}px`);
    startSplitter(element.querySelector("[data-splitter]"), place);
    listenForKeys(element, (meant) => this.#press(meant));
    for (const button of element.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this.#press(button.dataset.do));
    }
    element.querySelector("[data-stdin]").disabled = false;
    startComments({ mark: element.dataset.owner, unit: this.#told.unit, onOpen: () => this.#showPanel("tab-tests") });
    this.#offerCheck();
    element.querySelector("[data-do=plain]").setAttribute("aria-pressed", String(this.#work.files.isPlain));
    this.#enable();
  }

  /** Do what a button or a key asks for, if it can be done now. */
  #press(name) {
    const button = this.#element.querySelector(`[data-do="${name}"]`);
    if (name === "submit" && this.#handingIn?.isUsedUp) this.#tell("noAttemptLeft");
    if (name !== "save" && (!button || button.disabled || button.hidden)) return;
    button?.closest("details.menu")?.removeAttribute("open");
    const actions = {
      run: () => this.#run({ files: this.#work.all, main: this.#told.main, stdin: this.#stdin.value }),
      stop: () => (this.#checking.isOn ? this.#checking : this.#running).stop(),
      check: () => this.#check(),
      submit: () => this.#submit(),
      save: () => this.#work.saveNow(),
      history: () => this.#work.showHistory(),
      startOver: () => this.#work.startOver(),
      copy: () => this.#work.copy(),
      download: () => this.#work.download(),
      plain: () => this.#setPlain(button),
      keys: () => askIn(this.#element.querySelector('[data-dialog="keys"]')),
    };
    actions[name]();
  }

  get #stdin() {
    return this.#element.querySelector("[data-stdin]");
  }

  #enable() {
    const { state } = this.#running ?? { state: "loading" };
    const isChecking = this.#checking?.isOn;
    const isBusy = isChecking || state !== "ready";
    const waits = { run: isBusy, check: isBusy, stop: !isChecking && state !== "running", submit: this.#handingIn?.isUsedUp };
    for (const button of this.#element.querySelectorAll("[data-do]")) button.disabled = waits[button.dataset.do] ?? false;
    this.#element.querySelector("[data-do=run]").setAttribute("aria-busy", String(state === "running" && !isChecking));
    this.#element.querySelector("[data-do=check]").setAttribute("aria-busy", String(Boolean(isChecking)));
  }

  async #run(program) {
    if (this.#checking.isOn) this.#checking.stop();
    this.#showPanel("tab-output");
    if (this.#handingIn) this.#work.keepVersion(this.#work.all, "run");
    await this.#running.run(program);
  }

  /** The button comes when the tests are here; where they could not be fetched, a press tries again. */
  async #offerCheck() {
    const outcome = await this.#checking.load();
    for (const each of this.#element.querySelectorAll("[data-do=check], [data-check-note]")) each.hidden = outcome === "none";
  }

  async #check() {
    this.#showPanel("tab-tests");
    this.#view.say(this.#view.word("checking"));
    const files = this.#work.all;
    const checked = this.#checking.check(files, (done, all) => this.#write(this.#view.word("checkingMore", { done, all })));
    this.#enable();
    const { outcome, result } = await checked;
    this.#enable();
    this.#write("");
    if (outcome !== "done") this.#tell(CHECK_ENDS[outcome]);
    else if (!this.#showsCheck(result, files)) this.#tell("notChecked");
  }

  /** False where what came out of the program's own Python is no result. */
  #showsCheck(result, files) {
    try {
      const [heading, remark] = ["checkResult", "checkRemark"].map((name) => this.#view.word(name));
      this.#showResult(result, { files, heading, remark, translations: this.#checking.sentences });
      return true;
    } catch {
      return false;
    }
  }

  async #submit() {
    this.#work.saveNow();
    this.#showPanel("tab-tests");
    await this.#handingIn.submit(this.#work.all);
  }

  /** Nothing that stands here is of what was handed in now. */
  #waits() {
    this.#outcome.begun();
    this.#element.querySelector("[data-results]").replaceChildren();
    this.#countFailed(0);
  }

  #graded({ number, result, standing, progress }, isNew) {
    this.#outcome.show(progress);
    const place = document.querySelector("[data-standing]");
    if (place && standing) place.textContent = standing;
    if (isNew) this.#showPanel("tab-tests");
    if (result) this.#showResult(result, { heading: this.#view.word("result", { number }), isQuiet: !isNew });
    else this.#element.querySelector("[data-results]").replaceChildren();
  }

  #countFailed(failed) {
    this.#element.querySelector("[data-failed-count]").textContent = failed ? ` ${failed}` : "";
  }

  /** `files`: those that the result is of, without them those of now. `isQuiet`: nothing is announced. */
  #showResult(result, { files, heading, remark, translations, isQuiet = false }) {
    const { main } = this.#told;
    const shown = shownResult(result, {
      ...this.#view,
      heading,
      remark,
      translations,
      main,
      goTo: (file, line) => this.#work.files.goTo(file, line),
      tryOf: (cases, at) => tryCase({ cases, at, files: files ?? this.#work.all, main }),
      onTry: (program) => this.#tryCase(program),
    });
    this.#element.querySelector("[data-results]").replaceChildren(...shown.nodes);
    this.#countFailed(shown.failed);
    if (!isQuiet) this.#view.say(shown.verdict);
  }

  /** The text of now, with the input of a case. */
  #tryCase({ files, main, stdin }) {
    if (this.#running.state === "failed") {
      this.#tell("noPython");
      return;
    }
    this.#stdin.value = stdin;
    this.#view.say(this.#view.word("inputTaken"));
    this.#run({ files: { ...files, ...this.#work.all }, main, stdin });
  }

  #setPlain(button) {
    const isPlain = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isPlain));
    this.#work.files.setPlain(isPlain);
    this.#work.files.focus();
  }

  #showPanel(id) {
    const tab = this.#element.querySelector(`#${id}`);
    this.#below.show(tab);
    document.getElementById(tab.getAttribute("aria-controls")).scrollIntoView({ block: "nearest" });
  }

  /** A sentence that passes: seen beside the buttons, and said. */
  #tell(name) {
    const text = this.#view.word(name);
    this.#write(text);
    this.#view.say(text);
  }

  #write(text) {
    this.#element.querySelector("[data-told]").textContent = text;
  }
}

function addressesBelow(unit) {
  const work = `${unit}/my-work`;
  const ofWork = { save: work, startOver: `${work}/start-over`, ran: `${work}/ran`, versions: `${work}/versions` };
  return { ...ofWork, submissions: `${unit}/submissions`, tests: `${unit}/visible-tests` };
}

/** One live region; the same text twice is said twice. */
function announcer(region) {
  return (text) => {
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  };
}
