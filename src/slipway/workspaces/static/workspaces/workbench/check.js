/**
 * Check: the visible cases against the text of now, in the browser, by the same engine as the server's.
 *
 * `visible` is `{engine: {path: address}, name, argument}`: Python files of ours, the function that is called
 * ("module.function"), and what it is given beside the program. It returns a result as JSON, in the form that
 * result_form.js reads.
 */

const engines = new Map();

/** @returns {Promise<?Object>} the result, or null where the check did not come to its end. */
export async function check({ page, running, visible, files, main }) {
  const engine = await engineOf(page, visible.engine);
  if (!engine) return null;
  const argument = JSON.stringify({ main, ...visible.argument });
  const ended = await running.call({ engine, files, name: visible.name, argument });
  if (ended.outcome !== "ended" || ended.error || !ended.value) return null;
  return read(ended.value);
}

/** A student's program ran beside the engine, so what it says is a stranger's word: it changes this page, and no score. */
function read(text) {
  try {
    const result = JSON.parse(text);
    return Array.isArray((result?.result ?? result)?.tabs) ? result : null;
  } catch {
    return null;
  }
}

async function engineOf(page, addresses) {
  const key = JSON.stringify(addresses);
  if (!engines.has(key)) {
    const fetched = await fetchAll(page, addresses);
    if (!fetched) return null;
    engines.set(key, fetched);
  }
  return engines.get(key);
}

async function fetchAll(page, addresses) {
  try {
    const texts = Object.entries(addresses).map(async ([path, address]) => {
      const answer = await page.fetch(address);
      if (!answer.ok) throw new Error(address);
      return [path, await answer.text()];
    });
    return Object.fromEntries(await Promise.all(texts));
  } catch {
    return null;
  }
}
