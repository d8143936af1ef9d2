// The one service worker: what a room registered is kept at every visit and shown when the server cannot be reached.
const ROUTES = {{ routes }};
const STORE = "partisipasi-1";
const route = (url) => ROUTES.find((one) => url.pathname.startsWith(one.prefix));
const kept = (url) => ROUTES.some((one) => one.files.includes(url.pathname));

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const keep = async (request, answer) => {
  const store = await caches.open(STORE);
  await store.put(request, answer.clone());
  const files = route(new URL(request.url))?.files ?? [];
  for (const file of files) if (!(await store.match(file))) await store.add(file).catch(() => null);
};

const freshFirst = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await keep(request, answer);
    return answer;
  } catch (error) {
    const old = await caches.match(request, { ignoreSearch: true });
    if (old) return old;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" ? route(url) : kept(url)) event.respondWith(freshFirst(event.request));
});
