// A page with files beside it has a worker that keeps it for when there is no network, and then says how old it is.
// A page alone in its file takes away what such a page left in this browser under the same address.
const WORKER = new URL("page-worker.js", location.href).href;
const asOf = make("p", { role: "status", class: "told", hidden: true }, data.offline || "");

async function tellAge() {
  const asked = fetch("index.html", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) });
  asOf.hidden = await asked.then((answer) => answer.status < 500, () => false);
}

async function forgetWorker() {
  const known = await navigator.serviceWorker.getRegistration();
  const workers = known ? [known.installing, known.waiting, known.active] : [];
  if (workers.some((one) => one && one.scriptURL === WORKER)) await known.unregister();
  const kept = (await caches.keys()).filter((name) => name.startsWith(`estrad ${new URL("./", WORKER).href} `));
  await Promise.all(kept.map((name) => caches.delete(name)));
}

async function keepOffline() {
  if (!location.protocol.startsWith("http") || !navigator.serviceWorker) return;
  if (!data.offline) return forgetWorker();
  document.getElementById("programme").prepend(asOf);
  for (const name of ["online", "offline"]) window.addEventListener(name, tellAge);
  document.addEventListener("visibilitychange", () => document.hidden || tellAge());
  await Promise.all([tellAge(), navigator.serviceWorker.register(WORKER)]);
}
