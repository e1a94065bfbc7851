// Ways out of the frame's document, besides those of a worker.
const late = () => new Promise((_, no) => setTimeout(no, 300));
const put = (name, properties) => {
  const element = Object.assign(document.createElement(name), properties);
  const heard = heardOf(element, "onload");
  document.documentElement.append(element);
  return { element, heard: Promise.race([heard, late()]) };
};

way("beacon", async (to) => {
  navigator.sendBeacon(to, "x"); // it says yes, whether it goes or not; the listener knows
  throw new Error("nobody tells");
});
way("image", (to) => put("img", { src: to }).heard);
way("style sheet", (to) => put("link", { rel: "stylesheet", href: to }).heard);
way("prefetch", (to) => put("link", { rel: "prefetch", href: to }).heard);
way("script", (to) => put("script", { src: to }).heard);
way("inline script", async () => {
  put("script", { textContent: "globalThis.ran = 1" });
  if (!globalThis.ran) throw new Error("it did not run");
});
way("sound", (to) => put("audio", { src: to, oncanplay: null }).heard);
way("object", (to) => put("object", { data: to }).heard);
way("form", (to) => (put("form", { action: to, method: "post" }).element.submit(), late()));
way("form to the top", (to) => (put("form", { action: to, target: "_top" }).element.submit(), late()));
way("window", async (to) => {
  if (!window.open(to)) throw new Error("it did not open");
});
way("top", (to) => ((top.location = to), late()));
way("link to the top", (to) => (put("a", { href: to, target: "_top" }).element.click(), late()));
way("link to a new window", (to) => (put("a", { href: to, target: "_blank" }).element.click(), late()));
way("local storage", async () => localStorage.kept);
way("session storage", async () => sessionStorage.kept);
way("cookies", async () => document.cookie);
way("the page's document", async () => parent.document.body.innerHTML);
way("the page's store", async () => parent.localStorage.kept);
way("the page's name", async () => top.name);
way("the page's runner", async () => parent.runner.state);
way("service worker", (to) => navigator.serviceWorker.register(to));
way("storage access", () => document.requestStorageAccess());
