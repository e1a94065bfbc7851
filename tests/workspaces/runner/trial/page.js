/** A page of the tests' own, with a runner: what it did and heard is kept for the test to read. */
import { recognise, sentence, wordsOf } from "/static/workspaces/runner/errors.js";
import { readMessage } from "/static/workspaces/runner/messages.js";
import { createRunner } from "/static/workspaces/runner/runner.js";
import { Checking } from "/static/workspaces/workbench/check.js";

const element = document.querySelector("[data-runner]");
const kept = { states: [], progress: [], said: [] };
const options = {
  onState: (state) => kept.states.push(state),
  onProgress: (progress) => kept.progress.push(progress),
};

Object.assign(window, { kept, recognise, readMessage });
window.runner = createRunner(element, options);
window.words = wordsOf(document.querySelector("[data-error-words]"));
window.sentence = (error) => sentence(error, window.words);
window.addEventListener("message", ({ data }) => kept.said.push(data?.kind ?? "other"));

const channel = new BroadcastChannel("trial");
channel.onmessage = () => channel.postMessage("here");

window.until = async (holds) => {
  while (!holds()) await new Promise((resume) => setTimeout(resume, 20));
};

/** When the next program may begin, and when a spare Python waits besides. */
window.idle = () => window.until(() => window.runner.state === "ready");
window.spared = () => window.until(() => window.runner.hasSpare);

/** Do one job to its end, and return all that was heard of it. `onHeard` is called with what was heard so far. */
async function heardOf(begin, onHeard) {
  await window.idle();
  const parts = [];
  const onOutput = (some, missing) => {
    parts.push(...some);
    onHeard?.({ parts, missing });
  };
  const result = await begin(onOutput);
  const said = (stream) => parts.filter((part) => part.stream === stream).map((part) => part.text).join("");
  return { ...result, out: said("out"), err: said("err"), typed: said("in"), parts };
}

window.run = (source, { stdin = "", files = {}, onHeard, ...others } = {}) =>
  heardOf(
    (onOutput) =>
      window.runner.run({ files: { "main.py": source, ...files }, main: "main.py", stdin, onOutput, ...others }),
    onHeard,
  );

/** Run a program that never ends, and stop it when it has said something. */
window.stopped = (source) => window.run(source, { onHeard: () => window.runner.stop() });

window.call = (job) => heardOf((onOutput) => window.runner.call({ ...job, onOutput }));

const ENGINE = "/static/vendor/check_engine.json";
window.loadEngine = () => fetch(ENGINE).then((answer) => answer.text());

/** Check `files` by `tests`, as the server tells them. */
window.checked = (tests, files) => {
  const headers = { "Content-Type": "application/json" };
  const page = { fetch: async () => new Response(JSON.stringify({ tests, sentences: {} }), { headers }) };
  const running = { untilReady: window.idle, call: (job) => window.runner.call(job), stop: () => window.runner.stop() };
  return new Checking({ page, running, addresses: { engine: ENGINE, tests: "tests" } }).check(files, () => {});
};
