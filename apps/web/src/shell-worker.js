// Opens the product without a network: the parts of its program and its empty shell, as the build names them, and nothing else. No
// answer of the API is kept, and with a network every page is asked for anew.
const VERSION = '__VERSION__'
const PARTS = ['__PARTS__']
const OTHERS = /^\/(api|portal|s|unsubscribe)(\/|$)/

self.addEventListener('install', (event) => {
  self.skipWaiting()
  const keep = async () => {
    const cache = await caches.open(VERSION)
    await cache.addAll(PARTS)
    await cache.add(new Request('/', { cache: 'no-store' }))
  }
  event.waitUntil(keep())
})

self.addEventListener('activate', (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== VERSION) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(clear())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || OTHERS.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => kept('/')))
  // The name of a part says what is in it.
  else if (pathname.startsWith('/assets/')) event.respondWith(part(request))
})

const kept = async (address) => (await (await caches.open(VERSION)).match(address)) ?? Response.error()

async function part(request) {
  const cache = await caches.open(VERSION)
  const found = await cache.match(request.url)
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request.url, answer.clone()).catch(() => undefined)
  return answer
}
