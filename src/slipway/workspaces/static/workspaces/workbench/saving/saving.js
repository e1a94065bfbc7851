/**
 * Saving, as a decision: from what is known and what happened to what is known then and what is done. No clock, no
 * network: saver.js does what is decided here.
 *
 * What is known: `typed` and `kept` count changes (all is saved where they are equal), `sent` is the count that is on
 * its way or null, `version` is the server's of the text that the page began with, `stop` says why nothing is sent any
 * more ("conflict", "over", "gone"), `failed` counts vain attempts in a row, `status` is what the page shows, and
 * `refused` and `savedAt` (milliseconds) are told beside it.
 */

const PAUSE = 800; // milliseconds after a key, so that not every letter is a request
const AGAIN = [2_000, 4_000, 8_000, 15_000, 30_000]; // milliseconds after the first, second … vain attempt

/** Where a page begins. `isDirty`: it holds text of this browser that the server has not. */
export function opened({ version, isDirty }) {
  return {
    version,
    typed: isDirty ? 1 : 0,
    kept: 0,
    sent: null,
    stop: null,
    failed: 0,
    refused: "",
    savedAt: null,
    status: isDirty ? "unsaved" : "untouched",
  };
}

/**
 * @param {Object} state as `opened` makes it.
 * @param {{type: string}} event "typed"; "due", when a wait is over; "now", when something needs it saved at once;
 *   "answered" with `answer` as requests.js gives it and `at`; "chosen", after a conflict (and `at` then), with the `version` beside
 *   which the student's choice stands and `isDirty`, whether it is another text than the server's.
 * @returns {[Object, null|"send"|{wait: number}]} the state, and what to do.
 */
export function next(state, event) {
  return STEPS[event.type](state, event);
}

const STEPS = {
  typed(state) {
    const then = { ...state, typed: state.typed + 1, status: state.stop ? state.status : "unsaved" };
    return [then, state.stop || state.sent !== null ? null : { wait: Math.max(PAUSE, pauseAfter(state.failed)) }];
  },
  due: sendIfOwed,
  now: sendIfOwed,
  answered(state, { answer, at }) {
    return ANSWERS[answer.outcome]({ ...state, sent: null }, state.sent, answer, at);
  },
  chosen(state, { version, isDirty, at = state.savedAt }) {
    const then = { ...state, version, stop: null, failed: 0, refused: "" };
    if (!isDirty) return [{ ...then, kept: state.typed, savedAt: at, status: "saved" }, null];
    return sendIfOwed({ ...then, kept: state.typed - 1, status: "unsaved" });
  },
};

const ANSWERS = {
  done(state, sent, { data }, at) {
    const then = { ...state, kept: sent, version: data.version, failed: 0, refused: "", savedAt: at };
    return isOwed(then) ? [{ ...then, status: "unsaved" }, { wait: PAUSE }] : [{ ...then, status: "saved" }, null];
  },
  conflict: (state, sent, { data }) => [{ ...state, version: data.version, stop: "conflict", status: "conflict" }, null],
  /** The text itself is at fault (too long, a letter that can't be kept): another key may mend it, time will not. */
  refused(state, sent, { message }) {
    const then = { ...state, failed: 0, refused: message, status: "refused" };
    return [then, state.typed > sent ? { wait: PAUSE } : null];
  },
  over: (state) => [{ ...state, stop: "over", status: "over" }, null],
  gone: (state) => [{ ...state, stop: "gone", status: "gone" }, null],
  failed(state) {
    const failed = state.failed + 1;
    return [{ ...state, failed, status: "offline" }, { wait: pauseAfter(failed) }];
  },
};

/** Whether the server lacks something that was typed. */
export function isOwed(state) {
  return state.typed > state.kept;
}

function sendIfOwed(state) {
  if (state.stop || state.sent !== null || !isOwed(state)) return [state, null];
  const status = state.failed ? "offline" : "saving"; // one word that stays, not two that take turns
  return [{ ...state, sent: state.typed, status }, "send"];
}

const pauseAfter = (failed) => (failed ? AGAIN[Math.min(failed, AGAIN.length) - 1] : 0);
