/** How a person likes the page, kept in this browser where it allows that, and else as long as the page lives. */

const memory = new Map();

/** The choice `name`, or `otherwise`. */
export function choice(name, otherwise) {
  try {
    return localStorage.getItem(`slipway-${name}`) ?? memory.get(name) ?? otherwise;
  } catch {
    return memory.get(name) ?? otherwise;
  }
}

export function choose(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(`slipway-${name}`, value);
  } catch {
    // Refused or full: the page knows it.
  }
}
