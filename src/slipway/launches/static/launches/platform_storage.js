/**
 * Platform storage: the page of the LMS keeps a value for us where the browser keeps no cookie (1EdTech LTI Client Side
 * postMessages 0.1, postMessage Storage 0.1).
 *
 * Messages go to the origin of the LMS's authentication URL and count from there alone, never to or from `*`: a page that
 * frames us without being that LMS learns nothing, and can answer nothing. Only the page around this frame is asked, not
 * one that opened a window: any page can open us, and nothing tells the browser which may.
 */
const PATIENCE = 3000; // milliseconds: on a busy morning the frame that stores comes late
const AGAIN = 250; // milliseconds after which an unanswered message is sent once more

export class PlatformStorage {
  #found;

  constructor({ target, origin }) {
    this.target = target;
    this.origin = origin;
  }

  /** Whether the LMS keeps `value` under `key` now. */
  async put(key, value) {
    const answer = await this.#ask({ subject: "lti.put_data", key, value });
    return Boolean(answer && !answer.error && answer.value === value);
  }

  /** What the LMS keeps under `key`; "" for nothing. It is taken away: LMSs give a tool little room. */
  async take(key) {
    const answer = await this.#ask({ subject: "lti.get_data", key });
    const value = answer && !answer.error && typeof answer.value === "string" ? answer.value : "";
    if (value) await this.forget(key);
    return value;
  }

  /** Have what the LMS may keep under `key` taken away; its answer is not waited for. */
  async forget(key) {
    const holder = await this.#holder();
    if (holder) this.#send(holder, { subject: "lti.put_data", key, value: null, message_id: fresh() });
  }

  async #ask(message) {
    const holder = await this.#holder();
    return holder && answered(this.origin, message.subject, (id) => this.#send(holder, { ...message, message_id: id }));
  }

  #send(holder, message) {
    holder.postMessage(message, this.origin);
  }

  /** The window that keeps values, found once: the frame that the login named, else the one that the LMS's page names. */
  #holder() {
    this.#found ??= this.#find();
    return this.#found;
  }

  async #find() {
    return frameOf(this.target) ?? frameOf(await namedFrame());
  }
}

/** The LMS's window around this frame; null in a window of our own. */
function lms() {
  return window.parent === window ? null : window.parent;
}

/** The frame of that name in the LMS's page or in one around it; null for none. */
function frameOf(name) {
  if (!name) return null;
  if (name === "_parent") return lms();
  for (let page = lms(), above = null; page; page = page.parent === page ? null : page.parent) {
    if (page === above) break;
    above = page;
    try {
      if (page.frames[name]) return page.frames[name];
    } catch {
      // A browser that does not show another site's frames by name.
    }
  }
  return null;
}

/** The frame that stores, as the LMS's page says: asked of anybody, for there is no secret in the question. */
async function namedFrame() {
  const page = lms();
  if (!page) return null;
  const answer = await answered(null, "lti.capabilities", (id) =>
    page.postMessage({ subject: "lti.capabilities", message_id: id }, "*"),
  );
  const known = Array.isArray(answer?.supported_messages) ? answer.supported_messages : [];
  const storing = known.find((message) => message?.subject === "lti.put_data");
  return storing ? (storing.frame ?? "_parent") : null;
}

/**
 * The answer to what `send` sends, from `origin` (null: anybody), or null when none comes in time.
 *
 * It is sent until it is answered: a frame that is still loading hears nothing. To say it twice changes nothing.
 */
function answered(origin, subject, send) {
  const id = fresh();
  return new Promise((resolve) => {
    const done = (answer) => {
      clearTimeout(timer);
      clearInterval(again);
      removeEventListener("message", hear);
      resolve(answer);
    };
    const hear = ({ origin: from, data }) => {
      const fits = data?.message_id === id && data.subject === `${subject}.response`;
      if (fits && (origin === null || from === origin)) done(data);
    };
    const say = () => {
      try {
        send(id);
      } catch {
        done(null); // the window is gone, or its origin can't be named
      }
    };
    const timer = setTimeout(() => done(null), PATIENCE);
    const again = setInterval(say, AGAIN);
    addEventListener("message", hear);
    say();
  });
}

function fresh() {
  return crypto.randomUUID();
}
