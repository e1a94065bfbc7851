/** Submit, and what comes of it: attempts, the queue, the result, and texts that wait for a connection. */
import { askIn } from "./page/dialogs.js";
import { Submissions } from "./submissions.js";
import { Submitting } from "./submitting.js";
import { timeOf } from "./page/words.js";

const REFUSED = { over: "notSubmittedOver", gone: "notSubmittedGone" };

/** What is said of attempts: the name of the words, and whether none is left; null where there is no limit. */
export function attemptsTold({ used, allowed }) {
  if (allowed === null || allowed === undefined) return null;
  return used < allowed ? { name: "attemptsUsed", isUsedUp: false } : { name: "attemptsUsedUp", isUsedUp: true };
}

export class HandingIn {
  #view;
  #notices;
  #attempts;
  #onAttempts;
  #submitting;
  #submissions;
  #keepVersion;

  /**
   * `onResult(submission, isNew)` hears of one that is graded, `onWait()` that one is waited for, `keepVersion(files)` of a
   * text that was not taken: it may not be the editor's any more. `onAttempts()` hears that `isUsedUp` may be another.
   * `told.attempts`: `{used, allowed}`; null as allowed: no limit.
   */
  constructor({ page, view, notices, told, addresses, buffer, onResult, onWait, onAttempts, keepVersion }) {
    this.#view = view;
    this.#keepVersion = keepVersion;
    this.#notices = notices;
    this.#attempts = { ...told.attempts };
    this.#onAttempts = onAttempts;
    const heard = (submission, isNew) => {
      if (isNew && submission.usesAttempt === false) this.#use(-1);
      onResult(submission, isNew);
    };
    const { points } = told;
    this.#submissions = new Submissions({ page, path: addresses.submissions, view, points, onResult: heard, onWait });
    this.#submitting = new Submitting({
      page,
      path: addresses.submissions,
      buffer,
      onSent: (answer, files) => this.#sent(answer, files),
      onSealed: (sealed) => this.#sealed(sealed),
    });
    this.#use(0);
    if (told.submissions.length) this.#submissions.begin(told.submissions[0]);
  }

  /** Whether no attempt is left, as far as the page knows. */
  get isUsedUp() {
    return attemptsTold(this.#attempts)?.isUsedUp ?? false;
  }

  /** Count attempts, and say on the page how many are used. */
  #use(more) {
    this.#attempts.used += more;
    const told = attemptsTold(this.#attempts);
    this.#view.element.querySelector("[data-attempts-used]").textContent = told ? this.#view.word(told.name, this.#attempts) : "";
    this.#onAttempts();
  }

  /** Hand in these files, after a question where attempts are counted. */
  async submit(files) {
    const { used, allowed } = this.#attempts;
    if (this.isUsedUp) {
      this.#view.tell("noAttemptLeft");
      return;
    }
    if (attemptsTold(this.#attempts)) {
      const dialog = this.#view.element.querySelector('[data-dialog="submit"]');
      dialog.querySelector("[data-attempts]").textContent = this.#view.word("attemptsLeft", { attempt: used + 1, allowed });
      if ((await askIn(dialog)) !== "yes") return;
    }
    this.#notices.clear("submitting");
    this.#view.say(this.#view.word("submitting"));
    await this.#submitting.submit(files);
  }

  #sent({ outcome, data, message }, files) {
    const { word } = this.#view;
    if (outcome === "done") {
      this.#use(1);
      this.#notices.clear("submitting");
      this.#submissions.follow({ place: 0, ...data });
      return;
    }
    const text = REFUSED[outcome] ? word(REFUSED[outcome]) : word("notSubmitted", { message });
    if (!REFUSED[outcome]) this.#keepVersion(files);
    this.#notices.show("submitting", text);
    this.#view.say(text);
  }

  #sealed(sealed) {
    if (!sealed) {
      this.#notices.clear("sealed");
      return;
    }
    const text = this.#view.word("sealed", { time: timeOf(sealed.writtenAt) });
    this.#notices.show("sealed", text, { takeBack: () => this.#submitting.takeBack() });
    this.#view.say(text);
  }
}
