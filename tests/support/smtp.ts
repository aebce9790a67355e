import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { ownCertificate } from './certificate.ts';

export type Received = {
  from: string;
  to: string[];
  secure: boolean;
  user: string | undefined;
  /** By lower-case names, unfolded and decoded. */
  headers: Record<string, string>;
  text: string;
  html: string;
};

/** `hang` never answers, `drop` cuts the line in the middle of a message, `busy` refuses for now. */
export type Mood = 'ok' | 'hang' | 'drop' | 'busy' | 'no-such-user';

export type Smtp = {
  port: number;
  /** Signed by itself: trusted only where a test says so. */
  certificate: string;
  mails: Received[];
  mood: Mood;
  stop(): Promise<void>;
};

type Options = { auth?: { user: string; password: string }; startTls?: boolean; tls?: boolean; port?: number };

const refusal = (message: string, responseCode: number) => Object.assign(new Error(message), { responseCode });

/** A real mail server on a free loopback port, which does as `mood` says. */
export async function startSmtp({
  auth,
  startTls = false,
  tls: secure = false,
  port = 0,
}: Options = {}): Promise<Smtp> {
  const { key, certificate } = ownCertificate();
  const state: Smtp = { port: 0, certificate, mails: [], mood: 'ok', stop: () => Promise.resolve() };
  const server: SMTPServer = new SMTPServer({
    secure,
    authOptional: !auth,
    disabledCommands: [...(startTls ? [] : ['STARTTLS']), ...(auth ? [] : ['AUTH'])],
    allowInsecureAuth: true,
    key,
    cert: certificate,
    logger: false,
    closeTimeout: 50,
    onAuth(given, _session, callback) {
      const right = given.username === auth?.user && given.password === auth?.password;
      callback(right ? null : new Error('Invalid username or password'), right ? { user: given.username } : undefined);
    },
    onMailFrom(_address, _session, callback) {
      if (state.mood === 'hang') return;
      callback(state.mood === 'busy' ? refusal('try again later', 451) : undefined);
    },
    onRcptTo(_address, _session, callback) {
      callback(state.mood === 'no-such-user' ? refusal('no such user here', 550) : undefined);
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (state.mood === 'drop') {
          for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>) {
            connection._socket.destroy();
          }
          return;
        }
        state.mails.push(read(Buffer.concat(pieces), session as never));
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  state.port = (server.server.address() as AddressInfo).port;
  state.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return state;
}

type Session = {
  secure: boolean;
  user?: string;
  envelope: { mailFrom: { address: string }; rcptTo: { address: string }[] };
};

function read(raw: Buffer, { secure, user, envelope }: Session): Received {
  const { headers, body } = split(raw.toString('latin1'));
  const parts = partsOf(headers, body);
  const part = (type: string) => parts.find((one) => one.headers['content-type']?.startsWith(type));
  return {
    from: envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    secure,
    user,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, words(value)])),
    text: decoded(part('text/plain')).replaceAll('\r\n', '\n'),
    html: decoded(part('text/html')),
  };
}

type Part = { headers: Record<string, string>; body: string };

function split(text: string): Part {
  const at = text.indexOf('\r\n\r\n');
  const lines = text
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { headers, body: text.slice(at + 4) };
}

function partsOf(headers: Record<string, string>, body: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  if (!boundary) return [{ headers, body }];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((piece) => split(piece.replace(/^\r\n/, '')));
}

function decoded(part: Part | undefined): string {
  if (!part) return '';
  const encoding = part.headers['content-transfer-encoding'] ?? '7bit';
  if (encoding === 'base64') return Buffer.from(part.body, 'base64').toString('utf8');
  return Buffer.from(encoding === 'quoted-printable' ? quoted(part.body) : part.body, 'latin1').toString('utf8');
}

const quoted = (text: string) =>
  text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Encoded words of a header. */
const words = (value: string) =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?UTF-8\?[BQ]\?[^?]*\?=)+/gi, (run) =>
      Buffer.concat(
        [...run.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)].map(([, kind, text = '']) =>
          kind!.toUpperCase() === 'B'
            ? Buffer.from(text, 'base64')
            : Buffer.from(quoted(text.replaceAll('_', ' ')), 'latin1'),
        ),
      ).toString('utf8'),
    );
