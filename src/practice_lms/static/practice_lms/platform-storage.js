// Platform storage for apps (LTI Client Side postMessages, postMessage Storage 0.1), kept as long as this page is open.
//
// It runs in the page that frames the app and, where the LMS has one, in its forwarding frame. The page names the frame
// that stores; only that one stores. Each origin has keys of its own, and as little room as Canvas gives.

const ROOM = 4096;
const KEYS = 500;
const storing = document.querySelector("script[data-frame]")?.dataset.frame ?? "_parent";
const isHere = storing === "_parent";
const kept = new Map();

const subjects = {
  "lti.capabilities": () => ({
    supported_messages: [
      { subject: "lti.capabilities" },
      { subject: "lti.get_data", frame: storing },
      { subject: "lti.put_data", frame: storing },
    ],
  }),
  ...(isHere && { "lti.put_data": put, "lti.get_data": get }),
};

function put({ key, value }, origin) {
  const mine = kept.get(origin) ?? kept.set(origin, new Map()).get(origin);
  if (value === null || value === undefined) mine.delete(key);
  else {
    const used = [...mine].reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    const more = key.length + String(value).length;
    if (mine.size >= KEYS || used + more > ROOM) return failed("storage_exhaustion", "There is no room for this.");
    mine.set(key, String(value));
  }
  return { key, value };
}

function get({ key }, origin) {
  return { key, value: kept.get(origin)?.get(key) ?? null };
}

function failed(code, message) {
  return { error: { code, message } };
}

window.addEventListener("message", ({ data, origin, source }) => {
  const answer = subjects[data?.subject];
  if (!answer || !source) return;
  const named = data.subject === "lti.capabilities" || typeof data.key === "string";
  const reply = named && data.message_id ? answer(data, origin) : failed("bad_request", "key or message_id is missing.");
  source.postMessage({ subject: `${data.subject}.response`, message_id: data.message_id, ...reply }, origin);
});
