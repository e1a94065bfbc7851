/** What the page asks of the server, and what the answer means to it. */

const OUTCOMES = { 401: "over", 403: "over", 404: "gone", 405: "gone", 409: "conflict", 422: "refused" };

/** @returns {Promise<Object>} of a GET: see `read`. */
export function ask(page, path) {
  return read(page.fetch(path, { headers: { Accept: "application/json" }, redirect: "manual" }));
}

/** POST `data` as JSON. `keepalive`: it goes on when the page ends; browsers take 64 KB at most then. */
export function send(page, path, data, { keepalive = false } = {}) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  return read(page.fetch(path, { method: "POST", body: JSON.stringify(data), headers, keepalive, redirect: "manual" }));
}

/**
 * `{outcome, data, message}`: "done", "conflict" (409), "refused" (422), "over" (the session has ended, or another began), "gone" (not
 * open to this person any more), or "failed": no connection, a busy or a broken server. Never rejects.
 */
async function read(asked) {
  try {
    const answer = await asked;
    // Somebody whose session has ended is sent to the sign-in page: the text in this one has to stay.
    if (answer.type === "opaqueredirect") return { outcome: "over", data: null, message: "" };
    const outcome = answer.ok ? "done" : (OUTCOMES[answer.status] ?? "failed");
    const data = isJson(answer) ? await answer.json() : null;
    if (outcome === "done" && !data && answer.status !== 204) return { outcome: "failed", data, message: "" };
    return { outcome, data, message: data?.message ?? "" };
  } catch {
    return { outcome: "failed", data: null, message: "" };
  }
}

const isJson = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
