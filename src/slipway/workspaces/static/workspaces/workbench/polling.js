/** Asking again and again what became of a submission. */

const PAUSES = [1_000, 1_000, 1_000, 2_000, 2_000, 3_000, 5_000]; // milliseconds; the last goes on
const LONGEST = 30_000;

/**
 * Milliseconds until the next question, after `asked` answers of which the last `failed` were none. A tab that nobody
 * looks at asks seldom.
 */
export function pause({ asked, failed, isHidden }) {
  const usual = PAUSES[Math.min(asked, PAUSES.length - 1)];
  const slowed = Math.min(usual * 2 ** failed, LONGEST);
  return isHidden ? Math.max(slowed, 10_000) : slowed;
}

/** Whether there is something to wait for. */
export const isUnderWay = ({ state }) => state === "waiting" || state === "running";

/**
 * Ask until the submission is graded or has failed, or until `signal` ends it.
 * @param {{ask: function(): Promise<Object>, onAnswer: function(Object): void, signal: AbortSignal}} how `ask` answers as
 *   requests.js does. A session that has ended, or a unit that is closed, ends it too.
 */
export async function follow({ ask, onAnswer, signal, sleep = sleepFor }) {
  let asked = 0;
  let failed = 0;
  for (;;) {
    await sleep(pause({ asked, failed, isHidden: document.hidden }), signal);
    if (signal.aborted) return;
    const answer = await ask();
    if (signal.aborted) return;
    asked += 1;
    failed = answer.outcome === "failed" ? failed + 1 : 0;
    onAnswer(answer);
    if (answer.outcome === "done" ? !isUnderWay(answer.data) : answer.outcome !== "failed") return;
  }
}

function sleepFor(milliseconds, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => { clearTimeout(timer); done(); }, { once: true });
  });
}
