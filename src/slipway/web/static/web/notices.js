/** What the shell itself has to say. Its templates leave the document with the first page, so they are kept here. */

export function notices(root) {
  const kept = (id) => root.getElementById(id).content;
  const [expired, failed, enter, refused] = ["expired", "failed", "enter", "refused"].map((name) => kept(`shell-${name}`));

  function put(template) {
    document.querySelector("[data-shell-notice]")?.remove();
    const notice = template.cloneNode(true).firstElementChild;
    notice.dataset.shellNotice = "";
    document.body.prepend(notice);
    return notice;
  }

  return {
    /** There is no token any more: only a new launch helps. */
    expired() {
      document.body.className = "plain";
      document.body.replaceChildren(expired.cloneNode(true));
      document.querySelector("h1").setAttribute("tabindex", "-1");
      document.querySelector("h1").focus();
    },
    /** The network failed; `again` repeats what was asked for. */
    failed(again) {
      const notice = put(failed);
      notice.querySelector("button").addEventListener("click", () => {
        notice.remove();
        again();
      });
    },
    /** The browser blocked the new tab: a link for a second click. */
    enterLink(url) {
      put(enter).querySelector("a").href = url;
    },
    /** The server said no; `message` is its own words where it has any. */
    refused(message) {
      const notice = put(refused);
      if (message) notice.querySelector("p").textContent = message;
    },
  };
}
