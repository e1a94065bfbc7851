/**
 * The address bar of a launched page. htmx's own history is off: it writes its own `history.state`, and the token would be
 * lost at the next reload where storage is refused.
 */

/** @param {{tokens: import("./tokens.js").Tokens, load: (path: string) => void}} door */
export function followHistory({ tokens, load }) {
  let shown = location.pathname + location.search;

  function moved(path, write) {
    write(path);
    shown = location.pathname + location.search;
  }

  document.body.addEventListener("htmx:beforeOnLoad", ({ detail }) => stayOnAnswerToPost(detail, shown));
  document.body.addEventListener("htmx:pushedIntoHistory", ({ detail }) => {
    const same = detail.path === location.pathname + location.search;
    moved(detail.path, (path) => (same ? tokens.mark(path) : tokens.push(path)));
  });
  document.body.addEventListener("htmx:replacedInHistory", ({ detail }) => moved(detail.path, (path) => tokens.mark(path)));
  window.addEventListener("popstate", () => {
    const here = location.pathname + location.search;
    tokens.mark(here + location.hash);
    if (here === shown) return; // a jump within the page
    shown = here;
    load(here + location.hash);
  });
}

/** The page that answers a POST without a redirect (422, the form home) has no address of its own to come back to. */
function stayOnAnswerToPost({ requestConfig, pathInfo, etc }, shown) {
  if (requestConfig.verb !== "get" && pathInfo.responsePath === pathInfo.finalRequestPath) etc.replace = shown;
}
