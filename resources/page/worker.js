// Keeps the page for when there is no network: PAGE has its version, which stands in it, and the files beside it.
// Only what one version names is kept. A new one takes its place as a whole, so nothing of an earlier one is left.
const OURS = `estrad ${registration.scope} `;
const NAME = OURS + PAGE.version;
const PATIENCE = 5000;

async function keep() {
  const text = await (await fetch("index.html", { cache: "reload" })).text();
  if (!text.includes(PAGE.version)) throw new Error("the page is of another version");
  const kept = await caches.open(NAME);
  await kept.put("index.html", new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
  await Promise.all(PAGE.files.map((file) => kept.add(new Request(file, { cache: "no-cache" })).catch(() => {})));
}

async function forget(but = "") {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== but).map((name) => caches.delete(name)));
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, late) => setTimeout(late, PATIENCE))]);
}

async function page(request) {
  const kept = await caches.match("index.html", { cacheName: NAME });
  const asked = fetch(request, { cache: "no-cache" });
  try {
    const answer = await (kept ? inTime(asked) : asked);
    if (answer.status === 404 || answer.status === 410) await forget().then(() => registration.unregister());
    return answer.status >= 500 && kept ? kept : answer;
  } catch (fault) {
    if (kept) return kept;
    throw fault;
  }
}

async function beside(request, file) {
  return (await caches.match(file, { cacheName: NAME })) || fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(forget(NAME).then(() => clients.claim())));
addEventListener("fetch", (event) => {
  const asked = event.request, address = asked.url.split(/[?#]/)[0];
  if (asked.method !== "GET" || !address.startsWith(registration.scope)) return;
  const file = address.slice(registration.scope.length) || "index.html";
  if (file === "index.html") event.respondWith(page(asked));
  else if (PAGE.files.includes(file)) event.respondWith(beside(asked, file));
});
