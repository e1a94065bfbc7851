/**
 * Between a frame of ours and the window that it opened: an address goes from the window to the frame.
 *
 * Both are pages of our origin, and no other hears or is heard. The secret is the frame's own, made for this window: the
 * LMS carries it along in the login's state, so it tells windows apart and proves nothing by itself.
 */
const PATIENCE = 3000; // milliseconds for the frame's answer
const AGAIN = 250;
const GIVEN = "slipway.given";
const TAKEN = "slipway.taken";

/** A secret for `take`: what fits into a form and a URL. */
export function freshSecret() {
  return crypto.randomUUID().replaceAll("-", "") + crypto.randomUUID().replaceAll("-", "");
}

/** Give `address` to the page that opened this window. Whether it has taken it. */
export function give(opener, { secret, address }) {
  if (!opener || opener === window) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = (taken) => {
      clearTimeout(timer);
      clearInterval(again);
      removeEventListener("message", hear);
      resolve(taken);
    };
    const hear = ({ origin, source, data }) => {
      if (origin === location.origin && source === opener && isOf(data, TAKEN, secret)) done(true);
    };
    const say = () => opener.postMessage({ subject: GIVEN, secret, address }, location.origin);
    addEventListener("message", hear);
    const timer = setTimeout(() => done(false), PATIENCE);
    const again = setInterval(say, AGAIN); // a frame on a busy machine hears late
    say();
  });
}

/** The first address of a launch that a window with this secret gives. */
export function take(secret) {
  return new Promise((resolve) => {
    addEventListener("message", function hear({ origin, source, data }) {
      if (origin !== location.origin || !isOf(data, GIVEN, secret)) return;
      const address = new URL(data.address, location.origin);
      if (address.origin !== location.origin || !address.pathname.startsWith("/l/")) return;
      removeEventListener("message", hear);
      source.postMessage({ subject: TAKEN, secret }, location.origin);
      resolve(address.href);
    });
  });
}

function isOf(data, subject, secret) {
  return data?.subject === subject && data.secret === secret;
}
