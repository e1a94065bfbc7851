// Ways out of a program's worker. Each takes an address, and is a promise that comes to something where it succeeds.
const ways = {};
const way = (name, go) => (ways[name] = go);
const heardOf = (thing, good, bad = "onerror") => new Promise((yes, no) => ((thing[good] = yes), (thing[bad] = no)));
const workerOf = (text) => new Worker(URL.createObjectURL(new Blob([text])));

way("fetch", (to) => fetch(to, { mode: "no-cors", credentials: "include" }));
way("fetch that may be read", (to) => fetch(to));
way("fetch that outlives its page", (to) => fetch(to, { mode: "no-cors", keepalive: true, method: "POST", body: "x" }));
way("XMLHttpRequest", async (to) => {
  const request = new XMLHttpRequest();
  request.open("GET", to, false);
  request.withCredentials = true;
  request.send();
});
way("WebSocket", (to) => heardOf(new WebSocket(to.replace("http", "ws")), "onopen"));
way("EventSource", (to) => heardOf(new EventSource(to), "onopen"));
way("WebTransport", (to) => new WebTransport(to.replace("http:", "https:")).ready);
way("import()", (to) => import(to));
way("worker", (to) => heardOf(new Worker(to), "onmessage"));
way("module worker", (to) => heardOf(new Worker(to, { type: "module" }), "onmessage"));
way("worker of data", () => heardOf(new Worker("data:text/javascript,postMessage(1)"), "onmessage"));
way("worker of a worker", (to) => {
  const made = workerOf(`fetch("${to}", { mode: "no-cors" }).then(() => postMessage(1), () => { throw 1 })
    .catch(() => setTimeout(() => { throw 2; }))`);
  return heardOf(made, "onmessage");
});
way("IndexedDB", async () => heardOf(indexedDB.open("x"), "onsuccess"));
way("caches", () => caches.open("x"));
way("files of the origin", () => navigator.storage.getDirectory());
way("cookie store", () => cookieStore.getAll());
way("broadcast to our pages", async () => {
  const channel = new BroadcastChannel("trial"); // the page answers to whoever speaks there
  channel.postMessage("anybody?");
  return Promise.race([heardOf(channel, "onmessage"), new Promise((_, no) => setTimeout(no, 300))]);
});
