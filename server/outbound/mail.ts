import { createTransport, type SMTPTransportOptions } from 'nodemailer';
import { Interrupted, SendFailure } from './failure.ts';
import type { SmtpSettings } from './smtpSettings.ts';

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Stays the same however often the message is sent, so that a repeat can be recognised. */
  messageId: string;
  /** Where the reader chooses not to have any more. */
  unsubscribe?: string;
};

export type Mailer = {
  /** Without a server of mail nothing is sent. */
  configured: boolean;
  send(mail: Mail, signal?: AbortSignal): Promise<void>;
};

type Refusal = Error & { code?: string; responseCode?: number; response?: string; syscall?: string };

/** What went wrong, in our own codes. A recipient or a message refused for good (5xx) is not tried again. */
function failureOf({ code = '', responseCode = 0, response = '', syscall, message }: Refusal): SendFailure {
  const said = response || (responseCode > 0 ? String(responseCode) : message);
  const errno = /\bE[A-Z]{4,}\b/.exec(message)?.[0] ?? code;
  const final = responseCode >= 500;
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return new SendFailure('smtp-auth', said);
  if (code === 'ETLS' || code === 'EREQUIRETLS') return new SendFailure('smtp-tls', said);
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return new SendFailure('smtp-refused', said, { final });
  if (code === 'ETIMEDOUT' || errno === 'ETIMEDOUT') return new SendFailure('smtp-timeout');
  if (code === 'EDNS' || syscall === 'connect' || syscall === 'getaddrinfo') {
    return new SendFailure('smtp-unreachable', errno);
  }
  if (/certificate|\b(TLS|SSL)\b/i.test(message)) return new SendFailure('smtp-tls', message);
  return responseCode > 0 ? new SendFailure('smtp-refused', said) : new SendFailure('smtp-lost', errno);
}

/** One connection per message: a server that hangs or drops the line spoils nothing but that message. */
export function openMailer(settings: SmtpSettings | null, timeout = 30_000): Mailer {
  if (!settings) {
    return { configured: false, send: () => Promise.reject(new SendFailure('smtp-unset')) };
  }
  const { from, host, port, secure, user, password, ca } = settings;
  const step = Math.min(10_000, timeout);
  const options: SMTPTransportOptions = {
    host,
    port,
    secure: secure === 'tls',
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'off',
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    tls: { minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) },
    connectionTimeout: step,
    greetingTimeout: step,
    socketTimeout: step,
    dnsTimeout: step,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return {
    configured: true,
    async send({ to, subject, text, html, messageId, unsubscribe }, signal) {
      const transport = createTransport(options);
      let timer: NodeJS.Timeout | undefined;
      let interrupt = (): void => undefined;
      const sent = transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribe ? { 'List-Unsubscribe': `<${unsubscribe}>` } : {}),
        },
      });
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new SendFailure('smtp-timeout')), timeout);
        interrupt = () => reject(new Interrupted());
        signal?.addEventListener('abort', interrupt);
      });
      sent.catch(() => undefined);
      try {
        await Promise.race([sent, late]);
      } catch (error) {
        throw error instanceof SendFailure || error instanceof Interrupted ? error : failureOf(error as Refusal);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', interrupt);
        transport.close();
      }
    },
  };
}
