/** A launch without a cookie: the LMS's page is asked for the secret of its login, and all is posted once more. */
import { PlatformStorage } from "./platform_storage.js";

const { key, target, origin } = document.querySelector("main").dataset;
const form = document.querySelector("main form");

try {
  form.elements.binding.value = await new PlatformStorage({ target, origin }).take(key);
} finally {
  form.submit(); // with nothing, Slipway says what is wrong; this page would stand for ever
}
