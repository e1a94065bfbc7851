/**
 * Other pages of Slipway open in a new tab, by a code that is spent there (`data-enter="<purpose>"`).
 *
 * The click itself opens the tab, or browsers would block it; the code comes by bearer and is sent after it. The code lives
 * for 60 seconds and works once.
 */

export function enterOnClick({ prefix, fetch, show }) {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-enter]");
    if (button) enter(`${prefix}codes/${encodeURIComponent(button.dataset.enter)}`, { fetch, show });
  });
}

async function enter(path, { fetch, show }) {
  const tab = window.open("/enter", "_blank");
  const answer = await ask(path, fetch);
  if (!answer.url) {
    tab?.close();
    show.refused(answer.message);
  } else if (tab && !tab.closed) {
    tab.location.replace(answer.url);
  } else {
    show.enterLink(answer.url);
  }
}

/** `{url}` of our own origin, or `{message}`. */
async function ask(path, fetch) {
  try {
    const response = await fetch(path, { method: "POST", headers: { Accept: "application/json" } });
    const { url, message } = await response.json();
    const ours = url && new URL(url, location.href).origin === location.origin;
    return response.ok && ours ? { url } : { message };
  } catch {
    return {};
  }
}
