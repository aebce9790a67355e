/** What the interface says when it refuses. */
export type Problem = {
  status: number;
  title: string;
  message: string;
  code: string;
  errors?: Record<string, string>;
};

export type Answer<T> = { status: number; headers: Headers; body: T };

export type ListQuery = { filter?: object; sort?: [string, 'ASC' | 'DESC']; range?: [number, number] };

/** One page of a list; `total` is what Content-Range says of the whole. */
export type Page<T> = { status: number; rows: T[]; total: number; from: number; to: number };

type Extra = Record<string, string>;
/** Where a test expects a refusal, its code is what it asks for. */
type Code = { code?: string };

/** The smallest picture there is, a PNG of one pixel; its name follows it, so that each has its own bytes. */
export function pixel(name: string): Buffer<ArrayBuffer> {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return Buffer.concat([Buffer.from(png, 'base64'), Buffer.from(name)]);
}

/** One person at the interface below `/api`: keeps its cookies, reads JSON, and never throws at a refusal. */
export function client(url: string, headers: Extra = {}) {
  const cookies = new Map<string, string>();

  async function raw<T = Code>(method: string, path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${url}/api${path}`, {
      redirect: 'manual',
      ...init,
      method: method.toUpperCase(),
      headers: { ...(cookie ? { cookie } : {}), ...headers, ...(init.headers as Extra) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, body: await read<T>(response) };
  }

  function send<T = Code>(method: string, path: string, body?: unknown, extra: Extra = {}): Promise<Answer<T>> {
    if (body === undefined) return raw(method, path, { headers: extra });
    return raw(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...extra } });
  }

  async function page<T>(resource: string, query: ListQuery = {}): Promise<Page<T>> {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, JSON.stringify(value)]));
    const answer = await send<T[]>('get', `/${resource}?${search}`);
    const range = /^\S+ (\d+)-(\d+)\/(\d+)$|^\S+ \*\/(\d+)$/.exec(answer.headers.get('content-range') ?? '');
    const [, from = 0, to = 0, total = range?.[4] ?? Number.NaN] = range ?? [];
    return { status: answer.status, rows: answer.body, total: Number(total), from: Number(from), to: Number(to) };
  }

  return {
    /** A request exactly as given. */
    raw,
    send,
    page,
    login: (username: string, password: string) =>
      send<{ id: string; username: string; code?: string; seconds?: number }>('post', '/auth/login', {
        username,
        password,
      }),
    logout: () => send('post', '/auth/logout'),
    get: <T = Code>(path: string, extra?: Extra) => send<T>('get', path, undefined, extra),
    post: <T = Code>(path: string, body?: unknown, extra?: Extra) => send<T>('post', path, body, extra),
    put: <T = Code>(path: string, body: unknown, extra?: Extra) => send<T>('put', path, body, extra),
    del: <T = Code>(path: string, extra?: Extra) => send<T>('delete', path, undefined, extra),
    /** The first thousand rows, for tests that expect them all. */
    async list<T>(resource: string, filter: object = {}): Promise<T[]> {
      const { status, rows } = await page<T>(resource, { filter, range: [0, 999] });
      if (status !== 200) throw new Error(`${resource}: ${status} ${JSON.stringify(rows)}`);
      return rows;
    },
    /** Sends a form with one file to an address. */
    sendFile<T = Code>(path: string, filename: string, content: Buffer | string, fields: Extra = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new File([content as never], filename));
      return raw<T>('post', path, { body: form });
    },
    upload(filename: string, mediaType: string, fields: Extra = {}, content = pixel(filename)) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new File([content], filename, { type: mediaType }));
      return raw<{ id: string; code?: string }>('post', '/attachments', { body: form });
    },
  };
}

export type Client = ReturnType<typeof client>;

/** JSON as what it is, an office file as its bytes, everything else as text; nothing as undefined. */
async function read<T>(response: Response): Promise<T> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('openxmlformats')) return Buffer.from(await response.arrayBuffer()) as T;
  const text = await response.text();
  const isJson = /\bjson\b/.test(type);
  return (isJson ? JSON.parse(text) : text || undefined) as T;
}
