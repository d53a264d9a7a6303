// Keeps a few pages at hand for when there is no network. With a network, every page comes from there.

const KEPT = {{ page.name | safe }};
const OFFLINE = {{ page.offline | safe }};
const FILES = {{ page.files | safe }};

self.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.method === 'GET' && new URL(request.url).origin === self.location.origin;
  if (isOurs) event.respondWith(fetch(request).catch(() => kept(request)));
});

async function keep() {
  const cache = await caches.open(KEPT);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })));
}

async function forgetOlder() {
  const own = KEPT.slice(0, KEPT.lastIndexOf(' ') + 1);
  const older = (await caches.keys()).filter((name) => name.startsWith(own) && name !== KEPT);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function kept(request) {
  const cache = await caches.open(KEPT);
  const found = await cache.match(request, { ignoreSearch: true });
  if (found) return found;
  const instead = request.mode === 'navigate' ? await cache.match(OFFLINE) : null;
  return instead ?? Response.error();
}
