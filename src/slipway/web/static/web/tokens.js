/**
 * The token of this launch: in memory, in sessionStorage under the launch's id, and in `history.state`.
 *
 * Where the browser refuses storage in an LMS's frame, or it is full, history.state carries it over reload and Back. Where
 * storage works, storage decides: a token that is gone from there (another person launched in this tab) is not taken from history again.
 */
const PREFIX = "slipway.launch.";

/** sessionStorage, or null where the browser refuses it (even reading the property throws then). */
function storage() {
  try {
    window.sessionStorage.length;
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Whether something can be kept there: storage that can be read may still refuse to be written. */
function takes(store) {
  try {
    store.setItem(`${PREFIX}probe`, "");
    store.removeItem(`${PREFIX}probe`);
    return true;
  } catch {
    return false; // no storage, or it is full
  }
}

function keep(key, value) {
  try {
    storage()?.setItem(key, value);
  } catch {
    // Full or refused: memory and history hold the token.
  }
}

export class Tokens {
  constructor(launch) {
    this.launch = launch;
    this.token = null;
  }

  /**
   * Take the token from where an earlier page of this launch left it, else from the address, which loses it at once.
   * A launch has one token for its whole life; a fragment beside a kept one is a place in the page.
   */
  take() {
    const fragment = location.hash.slice(1);
    this.token = this.#kept() ?? (looksLikeToken(fragment) ? fragment : null);
    const place = fragment === this.token ? "" : location.hash;
    if (this.token && !read(storage(), PREFIX + this.launch)) {
      keep(PREFIX + this.launch, JSON.stringify({ token: this.token }));
    }
    this.mark(location.pathname + location.search + place);
  }

  /** Take the token that the launch itself brought, with the address of the page that came with it. */
  land({ token, path }) {
    this.token = token;
    keep(PREFIX + this.launch, JSON.stringify({ token }));
    this.mark(path);
  }

  #kept() {
    const store = storage();
    const stored = read(store, PREFIX + this.launch)?.token;
    if (stored || takes(store)) return stored ?? null;
    return history.state?.launch === this.launch ? history.state.token : null;
  }

  /** What a history entry of this launch carries. */
  get state() {
    return { launch: this.launch, token: this.token };
  }

  /** Put the token into the current history entry, with `address` in the bar. */
  mark(address) {
    history.replaceState(this.state, "", address);
  }

  push(address) {
    history.pushState(this.state, "", address);
  }

  /** A page of `person` is shown: tokens that other people left in this tab go. Without a name everybody is another. */
  belongTo(person) {
    const store = storage();
    if (!store || !this.token) return;
    for (const key of Object.keys(store).filter((name) => name.startsWith(PREFIX))) {
      const samePerson = person && read(store, key)?.person === person;
      if (key !== PREFIX + this.launch && !samePerson) store.removeItem(key);
    }
    keep(PREFIX + this.launch, JSON.stringify({ token: this.token, person }));
  }

  forget() {
    this.token = null;
    storage()?.removeItem(PREFIX + this.launch);
    this.mark(location.pathname + location.search + location.hash);
  }
}

/** Tokens are base64url of 256 bits; a fragment like `#main` is none. */
export function looksLikeToken(text) {
  return /^[A-Za-z0-9_-]{32,}$/.test(text);
}

function read(store, key) {
  try {
    return JSON.parse(store?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
