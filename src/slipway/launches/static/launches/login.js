/**
 * A login in a frame: finds out how this frame can keep its secret, and only then goes to the LMS, whose hint is good
 * once. Where nothing keeps it, the same unused login is offered in a new window. A picker comes back from there: the
 * LMS takes a choice from its frame alone.
 *
 * An LMS with a storage keeps it in any case: Safari may lose the cookie of a frame on its way over the LMS (WebKit
 * 306194), though it had it here.
 */
import { freshSecret, take } from "./between_windows.js";
import { leave } from "./left_keys.js";
import { show } from "./parts.js";
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

/** Offer the window. A name of its own, and not `_blank`, leaves it its opener: this frame. */
function offerWindow() {
  const form = main.querySelector("div form");
  const own = freshSecret();
  form.elements.waiting_frame.value = own;
  form.target = `slipway-${freshSecret().slice(0, 8)}`;
  form.addEventListener("submit", () => setTimeout(() => show("opened")));
  take(own).then((address) => location.replace(address));
  show("asking");
  main.focus();
}

const soon = new Promise((resolve) => setTimeout(resolve, BRIEFLY));
const stored = isStored();
const kept = hasCookies() ? Promise.race([stored, soon]).then(() => true) : stored;

if (await kept) {
  location.replace(login);
} else {
  offerWindow();
}
