import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export type Claims = Record<string, unknown>;

/** Without what the library says of settings that only matter in earnest. */
function quietly<T>(act: () => T): T {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return act();
  } finally {
    console.warn = warn;
  }
}

/** A real OpenID Connect provider on a free loopback port, and the ways in which it can go wrong. */
export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Whoever comes to it signs in as this subject. */
  subject: string;
  /** What it knows of its people, by subject. */
  people: Record<string, Claims>;
  /** Answers nothing and hangs up. */
  away: boolean;
  /** Changes the identity it vouches for, and signs it with its own key. */
  tamper: ((claims: Claims) => Claims) | null;
  /** Signs with a key that is not its own, under the name of its own. */
  forge: boolean;
  /** Signs with a new key from now on. */
  rotateKey(): void;
  close(): Promise<void>;
};

type Key = { id: string; secret: KeyObject };

let made = 0;
function newKey(): Key {
  return { id: `key-${++made}`, secret: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(claims: Claims, { id, secret }: Key): string {
  const text = `${part({ alg: 'RS256', kid: id, typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createSign('sha256').update(text).sign(secret, 'base64url')}`;
}

const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')) as Claims;

export async function startIdentityProvider(): Promise<TestProvider & { allow(redirectUri: string): void }> {
  const server = createServer({ keepAliveTimeout: 0 }, (req, res) => void serve(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['console', 'a-secret-for-tests-of-32-letters'];
  const redirects: string[] = [];
  let key = newKey();
  let provider: Provider | undefined;

  function build(): Provider {
    return quietly(
      () =>
        new Provider(issuer, {
          clients: [
            {
              client_id: clientId,
              client_secret: clientSecret,
              redirect_uris: redirects,
              grant_types: ['authorization_code'],
              response_types: ['code'],
            },
          ],
          jwks: { keys: [{ ...key.secret.export({ format: 'jwk' }), kid: key.id, use: 'sig', alg: 'RS256' }] },
          ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
          claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles', 'org_code'] },
          cookies: { keys: ['a key for the cookies of tests'] },
          features: { devInteractions: { enabled: false } },
          interactions: { url: () => '/sign-in' },
          findAccount: (_ctx: unknown, sub: string) => ({
            accountId: sub,
            claims: () => ({ sub, ...self.people[sub] }),
          }),
          async loadExistingGrant(ctx: {
            oidc: {
              provider: { Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> } };
              client: { clientId: string };
              session: { accountId: string };
            };
          }) {
            const { client, session } = ctx.oidc;
            const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
            grant.addOIDCScope('openid profile');
            await grant.save();
            return grant;
          },
        }),
    );
  }

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (self.away) return void req.socket.destroy();
    provider ??= build();
    if (req.url?.startsWith('/sign-in')) {
      return provider.interactionFinished(req, res, { login: { accountId: self.subject } });
    }
    if ((self.tamper || self.forge) && req.url?.startsWith('/token')) altered(res, self.tamper ?? ((claims) => claims));
    provider.callback()(req, res);
  }

  /** Lets the library answer, and changes what it says on the way out. */
  function altered(res: ServerResponse, change: (claims: Claims) => Claims): void {
    const end = res.end.bind(res);
    res.end = ((body: string | Buffer) => {
      const answer = JSON.parse(body.toString()) as { id_token?: string };
      if (answer.id_token)
        answer.id_token = signed(change(claimsOf(answer.id_token)), self.forge ? { ...newKey(), id: key.id } : key);
      const text = JSON.stringify(answer);
      res.setHeader('content-length', Buffer.byteLength(text));
      return end(text);
    }) as typeof res.end;
  }

  const self: TestProvider & { allow(redirectUri: string): void } = {
    issuer,
    clientId,
    clientSecret,
    subject: '',
    people: {},
    away: false,
    tamper: null,
    forge: false,
    allow(redirectUri) {
      redirects.push(redirectUri);
      provider = undefined;
    },
    rotateKey() {
      key = newKey();
      provider = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}
