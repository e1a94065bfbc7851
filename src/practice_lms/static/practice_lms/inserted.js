// What the editor inserts for a content item: Canvas's own table of targets.

const LTI = ["application/vnd.ims.lti.v1.ltilink", "application/vnd.ims.lti.v1.launch+json"];

/** The address of an item. The editor knows an LTI link by its media type, and then launches it through the LMS. */
export function addressOf(item) {
  if (LTI.includes(item.mediaType)) return item.canvasURL ?? "";
  return String(item.url ?? "").replace(/^\s*(javascript:|data:text\/html)/i, "#$1");
}

/**
 * The node that is inserted for an item.
 *
 * @param {object} item a content item with placementAdvice
 * @param {string} selected what is selected in the editor: it stays as the link's text
 * @returns {Node}
 */
export function nodeFor(item, selected = "") {
  const advice = item.placementAdvice;
  const target = advice.presentationDocumentTarget.toLowerCase();
  if (target === "iframe") return frameFor(item, advice);
  if (target === "embed" && String(item.mediaType).startsWith("image")) return imageFor(item, advice);
  if (target === "embed") return rawFor(item);
  return linkFor(item, selected, target);
}

function linkFor(item, selected, target) {
  const link = document.createElement("a");
  link.setAttribute("href", addressOf(item));
  if (item.title) link.title = item.title;
  if (target === "window") link.target = "_blank";
  link.textContent = selected || item.text || item.title || addressOf(item);
  return link;
}

function frameFor(item, advice) {
  const frame = document.createElement("iframe");
  frame.setAttribute("src", addressOf(item));
  if (item.title) frame.title = item.title;
  frame.setAttribute("allowfullscreen", "allowfullscreen");
  frame.setAttribute("width", advice.displayWidth ?? 800);
  frame.setAttribute("height", advice.displayHeight ?? 600);
  return frame;
}

function imageFor(item, advice) {
  const image = document.createElement("img");
  image.setAttribute("src", addressOf(item));
  image.alt = item.text ?? "";
  if (advice.displayWidth) image.setAttribute("width", advice.displayWidth);
  if (advice.displayHeight) image.setAttribute("height", advice.displayHeight);
  return image;
}

// Raw HTML of an app: parsed in a document without scripts, and sanitised by the server when the page is saved.
function rawFor(item) {
  const parsed = new DOMParser().parseFromString(String(item.text ?? ""), "text/html");
  for (const active of parsed.querySelectorAll("script, style, object, embed")) active.remove();
  const part = document.createDocumentFragment();
  part.append(...parsed.body.childNodes);
  return part;
}
