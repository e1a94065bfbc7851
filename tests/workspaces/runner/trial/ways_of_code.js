// What only a program itself can try: Playwright's own code may do it.
way("importScripts", async (to) => importScripts(to));
way("eval", async () => eval("1"));
way("Function", async () => new Function("return 1")());
way("a timer's text", async () => {
  setTimeout("globalThis.timed = 1");
  await new Promise((resume) => setTimeout(resume, 100));
  if (!globalThis.timed) throw new Error("it did not run");
});
