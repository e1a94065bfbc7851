/**
 * A login in a frame: finds out how this frame can keep its secret, and only then goes to the LMS, whose hint is good
 * once. Where nothing keeps it, the same unused login is offered in a new window.
 *
 * An LMS with a storage keeps it in any case: Safari may lose the cookie of a frame on its way over the LMS (WebKit
 * 306194), though it had it here.
 */
import { leave } from "./left_keys.js";
import { PlatformStorage } from "./platform_storage.js";

const BRIEFLY = 500; // milliseconds for the LMS's answer where a cookie is there already
const main = document.querySelector("main");
const { login, probe, key, secret, target, origin } = main.dataset;

/** Whether this frame has cookies: the real one is for the server alone, so another of its kind is tried. */
function hasCookies() {
  const attributes = "Path=/; Secure; SameSite=None; Partitioned";
  try {
    document.cookie = `${probe}=1; ${attributes}; Max-Age=60`;
    const kept = document.cookie.includes(`${probe}=1`);
    document.cookie = `${probe}=; ${attributes}; Max-Age=0`;
    return kept;
  } catch {
    return false;
  }
}

/** Whether the LMS keeps the secret. */
async function isStored() {
  if (!target) return false;
  const storage = new PlatformStorage({ target, origin });
  await Promise.all(leave(origin, key).map((old) => storage.forget(old))); // first, so that there is room
  return storage.put(key, secret);
}

function show(what) {
  for (const part of document.querySelectorAll("[data-while]")) part.hidden = part.dataset.while !== what;
}

const soon = new Promise((resolve) => setTimeout(resolve, BRIEFLY));
const stored = isStored();
const kept = hasCookies() ? Promise.race([stored, soon]).then(() => true) : stored;

if (await kept) {
  location.replace(login);
} else {
  show("asking");
  main.focus();
  main.querySelector("div form").addEventListener("submit", () => setTimeout(() => show("opened")));
}
