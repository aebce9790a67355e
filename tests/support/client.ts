export type Answer<T> = { status: number; body: T; headers: Headers };
export type Page<T> = { rows: T[]; total: number; status: number };
export type PageQuery = { filter?: object; range?: [number, number]; sort?: [string, 'ASC' | 'DESC'] };

export type Client = ReturnType<typeof client>;

/** The smallest picture there is: a PNG of one pixel, which differs by its name so that each upload has its own bytes. */
export function pixel(name: string): Buffer {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return Buffer.concat([Buffer.from(png, 'base64'), Buffer.from(name)]);
}

/** One person at the interface, with a cookie jar; answers are parsed, never thrown. */
export function client(url: string) {
  let cookie = '';

  async function request<T>(
    method: string,
    path: string,
    init: { body?: BodyInit; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${url}/api${path}`, {
      method: method.toUpperCase(),
      redirect: 'manual',
      ...init,
      headers: { ...(cookie ? { cookie } : {}), ...init.headers },
    });
    const [set] = response.headers.getSetCookie();
    if (set) cookie = set.split(';')[0]!;
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }

  function send<T = { code?: string }>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    if (body === undefined) return request<T>(method, path, { headers });
    return request<T>(method, path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  async function page<T>(resource: string, { filter = {}, range = [0, 24], sort }: PageQuery): Promise<Page<T>> {
    const query = new URLSearchParams({ filter: JSON.stringify(filter), range: JSON.stringify(range) });
    if (sort) query.set('sort', JSON.stringify(sort));
    const answer = await request<T[]>('get', `/${resource}?${query}`);
    if (answer.status !== 200) throw new Error(`${resource}: ${JSON.stringify(answer.body)}`);
    return {
      rows: answer.body,
      total: Number(answer.headers.get('content-range')?.split('/').pop()),
      status: answer.status,
    };
  }

  return {
    send,
    /** A request exactly as given. */
    raw: request<{ code?: string }>,
    page,
    get: <T = { code?: string }>(path: string, headers?: Record<string, string>) =>
      send<T>('get', path, undefined, headers),
    post: <T = { code?: string }>(path: string, body: unknown, headers?: Record<string, string>) =>
      send<T>('post', path, body, headers),
    put: <T = { code?: string }>(path: string, body: unknown) => send<T>('put', path, body),
    del: <T = { code?: string }>(path: string) => send<T>('delete', path),
    list: async <T>(resource: string, filter: object) => (await page<T>(resource, { filter, range: [0, 999] })).rows,
    login: (username: string, password: string) =>
      send<{ id: string; username: string }>('post', '/auth/login', { username, password }),
    upload: (filename: string, type: string, fields: Record<string, string> = {}, content = pixel(filename)) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([new Uint8Array(content)], { type }), filename);
      return request<{ id: string; code?: string }>('post', '/attachments', { body: form });
    },
  };
}
