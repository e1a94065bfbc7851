/**
 * A launched page: fetches pages of its launch by bearer and shows them, without any cookie (docs/architecture.md §6).
 * The first one stands here already where the launch itself was answered by it.
 *
 * htmx fetches and swaps; this module gives it the token, keeps the history, and leaves everything that is not under
 * `/l/<launch id>/` to the browser, which does not know the token.
 */
import { announce, tellOutcome } from "./focus.js";
import { enterOnClick } from "./enter_tab.js";
import { followHistory } from "./history.js";
import { startModules } from "./modules.js";
import { notices } from "./notices.js";
import { sendHome } from "./send_home.js";
import { takeStyles } from "./styles.js";
import { Tokens } from "./tokens.js";

const launch = document.body.dataset.launch;
const prefix = `/l/${launch}/`;
const tokens = new Tokens(launch);
const show = notices(document);
let replaced = new AbortController();

const landed = takeLanding(document.body.dataset);
if (landed) tokens.land(landed);
else tokens.take();

/** Token and address of the page that is here with the shell; null where the shell came alone. */
function takeLanding(told) {
  if (!told.token) return null;
  const { token, path } = told;
  delete told.token;
  delete told.path;
  return { token, path };
}

/** Whether the bearer may go there: our own origin, under this launch. */
function isOurs(path) {
  const address = new URL(path, location.href);
  return address.origin === location.origin && address.pathname.startsWith(prefix);
}

/** Show `path`; its address replaces the one in the bar, or is pushed after it. */
const replaceBy = (path) => window.htmx.ajax("GET", path, { target: "body", swap: "innerHTML", replace: "true" });
const goTo = (path) => window.htmx.ajax("GET", path, { target: "body", swap: "innerHTML", push: "true" });

function fetchByBearer(path, init = {}) {
  const headers = new Headers(init.headers);
  if (isOurs(path)) headers.set("Authorization", `Bearer ${tokens.token}`);
  return fetch(path, { ...init, headers, credentials: "omit" });
}

function page() {
  return {
    signal: replaced.signal,
    fetch: fetchByBearer,
    go: (path) => (isOurs(path) ? goTo(path) : location.assign(path)),
  };
}

function addBearer({ detail }) {
  if (isOurs(detail.path)) detail.headers.Authorization = `Bearer ${tokens.token}`;
  delete detail.headers["HX-Current-URL"]; // the server has no use for it
}

/** A form that is under way is not sent twice, whatever is clicked. */
const underWay = new WeakSet();

function refuseSecondSubmit(event) {
  if (underWay.has(event.detail.elt)) event.preventDefault();
}

function noteSubmit({ detail }) {
  if (detail.requestConfig.verb !== "get") underWay.add(detail.elt);
}

/** Only documents of ours are shown; a proxy's error page would leave the visitor without a way back. */
function judgeAnswer(event) {
  const { xhr } = event.detail;
  if (xhr.status === 401) tokens.forget();
  if (xhr.responseText.includes('id="main"')) {
    document.body.className = layoutOf(xhr.responseText);
    return;
  }
  event.preventDefault();
  if (xhr.status === 401) show.expired();
  else failed(event);
}

/** The classes of a document's body: a swap puts in what is inside the body, and refusals have another layout. */
function layoutOf(text) {
  return /<body class="([^"]*)"/.exec(text)?.[1] ?? "launched";
}

function failed({ detail }) {
  const { elt, requestConfig } = detail;
  const { path, triggeringEvent } = requestConfig;
  if (elt instanceof HTMLFormElement) show.failed(() => elt.requestSubmit(triggeringEvent?.submitter));
  else show.failed(() => (elt === document.body ? replaceBy(path) : goTo(path)));
}

let lastShown = null;

function shown({ detail }) {
  if (detail.target !== document.body || detail.xhr === lastShown) return; // htmx tells it for each top-level element
  lastShown = detail.xhr;
  replaced.abort();
  replaced = new AbortController();
  const language = detail.xhr?.getResponseHeader("Content-Language");
  if (language) document.documentElement.lang = language;
  begin();
  if (detail.requestConfig.verb !== "get") tellOutcome();
}

/** A page stands here. */
function begin() {
  tokens.belongTo(document.querySelector("[data-person]")?.dataset.person ?? null);
  announce();
  startModules(document, page());
  sendHome();
}

/** The page that came with the shell waited for all this: a press before would have gone without the bearer. */
function wake() {
  for (const part of document.querySelectorAll("body > [inert]")) part.inert = false;
  begin();
}

function start() {
  const body = document.body;
  body.addEventListener("htmx:confirm", refuseSecondSubmit);
  body.addEventListener("htmx:configRequest", addBearer);
  body.addEventListener("htmx:beforeSend", noteSubmit);
  body.addEventListener("htmx:afterRequest", ({ detail }) => underWay.delete(detail.elt));
  body.addEventListener("htmx:beforeSwap", judgeAnswer);
  body.addEventListener("htmx:sendError", failed);
  body.addEventListener("htmx:timeout", failed);
  body.addEventListener("htmx:afterSwap", takeStyles);
  body.addEventListener("htmx:afterSettle", shown);
  followHistory({ tokens, load: replaceBy });
  enterOnClick({ prefix, fetch: fetchByBearer, show });
  if (landed) return wake();
  if (!tokens.token) return show.expired();
  document.getElementById("shell-waiting").hidden = false;
  replaceBy(location.pathname + location.search + location.hash);
}

// Kept alive for Back by the browser: its memory may hold a token that has gone from storage since.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
// htmx is ready when the document is.
if (document.readyState === "complete") start();
else document.addEventListener("DOMContentLoaded", start);
