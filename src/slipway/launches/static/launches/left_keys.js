/**
 * What logins have left in the LMS's storage. Where a cookie brings the launch in, nobody asks for it any more, and
 * LMSs give a tool little room: a later login takes it away, once the launch that could still ask has had its time.
 */
const LIFE = 10 * 60_000; // milliseconds from login to launch, at most
const NAME = "slipway-left-at ";

/** Note that `key` is left at `origin` now. The keys that nobody needs there any more are handed back. */
export function leave(origin, key) {
  try {
    const now = Date.now();
    const all = Object.entries(JSON.parse(localStorage.getItem(NAME + origin)) ?? {});
    const fresh = all.filter(([, at]) => now - at < LIFE);
    localStorage.setItem(NAME + origin, JSON.stringify({ ...Object.fromEntries(fresh), [key]: now }));
    return all.filter(([, at]) => now - at >= LIFE).map(([old]) => old);
  } catch {
    return []; // no storage in this frame: then no cookie either, and the launch asks and takes away
  }
}
