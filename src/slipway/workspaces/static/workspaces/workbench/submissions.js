/** What became of what was handed in: asked for until it is known, told in the panel and to screen readers. */
import { follow, isUnderWay } from "./polling.js";
import { ask } from "./page/requests.js";
import { timeOf, writtenPoints } from "./page/words.js";

const NOT_FETCHED = { failed: "askingFailed", over: "askingOver", gone: "askingOver" };

export class Submissions {
  #page;
  #path;
  #view;
  #points;
  #hear;
  #following = new AbortController();
  #told = "";

  /**
   * `path` is the address of the submissions; `onResult(submission)` hears of one that is graded, with its result, and
   * `onWait()` that one is waited for: what is shown of an older one is not its.
   */
  constructor({ page, path, view, points, onResult, onWait }) {
    this.#page = page;
    this.#path = path;
    this.#view = view;
    this.#points = points;
    this.#hear = { onResult, onWait };
    page.signal.addEventListener("abort", () => this.#following.abort(), { once: true });
  }

  /** Begin with the newest of them, `submission`: wait for it, or fetch its result. */
  async begin(submission) {
    this.#hear.onWait();
    if (isUnderWay(submission)) {
      this.follow(submission);
      return;
    }
    const answer = await ask(this.#page, `${this.#path}/${submission.number}`);
    if (answer.outcome === "done") this.#show(answer.data);
    else this.#tell(submission, { isQuiet: true });
  }

  /** Wait for a submission; of an older one nothing is heard any more. */
  follow(submission) {
    this.#following.abort();
    this.#following = new AbortController();
    this.#hear.onWait();
    this.#tell(submission);
    const { number } = submission;
    follow({
      ask: () => ask(this.#page, `${this.#path}/${number}`),
      onAnswer: (answer) => this.#answered(answer),
      signal: this.#following.signal,
    });
  }

  #answered({ outcome, data }) {
    if (outcome !== "done") this.#say(this.#view.word(NOT_FETCHED[outcome] ?? "askingFailed"));
    else if (isUnderWay(data)) this.#tell(data);
    else this.#show(data, { isNew: true });
  }

  #show(submission, { isNew = false } = {}) {
    this.#tell(submission, { isQuiet: !isNew });
    this.#hear.onResult(submission, isNew);
  }

  #tell(submission, { isQuiet = false } = {}) {
    this.#say(sentences(submission, this.#points, this.#view.word).join(" "), isQuiet);
  }

  #say(text, isQuiet) {
    if (text === this.#told) return;
    this.#told = text;
    this.#view.element.querySelector("[data-submission]").textContent = text;
    if (!isQuiet) this.#view.say(text);
  }
}

function sentences(submission, most, word) {
  const { number, state, place, points, isDelayed, isLate, latePercent: percent, writtenAt, usesAttempt } = submission;
  const told = {
    waiting: () => isDelayed ? word("delayed", { number }) : (place ? word("waiting", { number, place }) : word("waitingNext", { number })),
    running: () => word("beingGraded", { number }),
    graded: () => (points === null || points === undefined
      ? word("gradedFree", { number })
      : word("graded", { number, points: writtenPoints(points), most: writtenPoints(most) })),
    failed: () => word("failed", { number }),
  };
  return [
    told[state](),
    ...(isLate ? [percent ? word("lateTaken", { percent }) : word("late")] : []),
    ...(writtenAt ? [word("sealedMark", { time: timeOf(writtenAt) })] : []),
    ...(state === "graded" && usesAttempt === false ? [word("noAttemptUsed")] : []),
  ];
}
