/**
 * The console's service worker: keeps the files of the console itself, so that it opens at once and without a network.
 * It never touches `/api`: no answer about a person or a union is kept here. The build puts its own list of files in
 * place of the two names below.
 */
declare const consoleFiles: readonly string[];
declare const consoleVersion: string;

type Extendable = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Extendable & { request: Request; respondWith(answer: Promise<Response>): void };
type Worker = {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
};
const worker = self as unknown as Worker;

const prefix = 'console-';
const own = `${prefix}${consoleVersion}`;
const page = '/';
const atOnce = 6;

/** The page is only taken when it belongs to these files: a release in the middle of it is tried again later. */
async function takePage(cache: Cache): Promise<void> {
  const response = await fetch(page, { cache: 'reload', credentials: 'omit' });
  const entry = /src="(\/assets\/[^"]+\.js)"/.exec(await response.clone().text())?.[1];
  if (!response.ok || !entry || !consoleFiles.includes(entry)) throw new Error('the page is of another version');
  await cache.put(page, response);
}

/** Names carry the hash of the contents: what another version has brought is good here too. */
async function take(cache: Cache, file: string): Promise<void> {
  const known = file.startsWith('/assets/') ? await caches.match(file) : undefined;
  const response = known ?? (await fetch(file, { credentials: 'omit' }));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  await cache.put(file, response);
}

async function install(): Promise<void> {
  const cache = await caches.open(own);
  const left = [...consoleFiles];
  const lane = async () => {
    for (let file = left.shift(); file; file = left.shift()) await take(cache, file);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  await takePage(cache);
}

/** Pages that are still open were made by the version before: its files stay until the next one comes. */
async function tidy(): Promise<void> {
  const versions = (await caches.keys()).filter((name) => name.startsWith(prefix));
  const before = versions.filter((name) => name !== own).slice(0, -1);
  await Promise.all(before.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function keptPage(request: Request): Promise<Response> {
  const kept = await (await caches.open(own)).match(page);
  return kept ?? fetch(request);
}

const keptFile = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(tidy()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || pathname.startsWith('/api/')) return;
  const file = pathname.startsWith('/assets/') || consoleFiles.includes(pathname);
  if (file) event.respondWith(keptFile(request));
  else if (request.mode === 'navigate' && !/\.\w+$/.test(pathname)) event.respondWith(keptPage(request));
});
