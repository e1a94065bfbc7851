/** Slipway's own pages: starts the scripts that elements ask for. */
import { startModules } from "./modules.js";

const csrfToken = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

const page = {
  signal: new AbortController().signal,
  fetch: (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("X-CSRFToken", csrfToken);
    return fetch(path, { ...init, headers });
  },
  go: (path) => location.assign(path),
};

startModules(document, page);
