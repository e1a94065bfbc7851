/**
 * A login in a frame: finds out how this frame can keep its secret, and only then goes to the LMS, whose hint is good
 * once. Where nothing keeps it, the same unused login is offered in a new window.
 */
import { PlatformStorage } from "./platform_storage.js";

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

function show(what) {
  for (const part of document.querySelectorAll("[data-while]")) part.hidden = part.dataset.while !== what;
}

if (hasCookies() || (target && (await new PlatformStorage({ target, origin }).put(key, secret)))) {
  location.replace(login);
} else {
  show("asking");
  main.focus();
  main.querySelector("div form").addEventListener("submit", () => setTimeout(() => show("opened")));
}
