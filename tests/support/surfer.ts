/** A browser without a screen: follows redirects and keeps cookies by name. */
export function surfer() {
  const cookies = new Map<string, string>();

  async function step(address: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  /** The address of the last answer that leads nowhere else, or of the first that `until` stops at. */
  async function follow(address: string, until: (address: string) => boolean = () => false): Promise<string> {
    for (let at = address; ;) {
      if (until(at)) return at;
      const response = await step(at);
      const next = response.headers.get('location');
      if (!next) return at;
      at = new URL(next, at).href;
    }
  }

  /** Signs in by a password, as the form does. */
  const login = (url: string, username: string, password: string) =>
    step(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });

  return { cookies, step, follow, login };
}
