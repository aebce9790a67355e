import { codeBody, emailBody, mailChoices } from '../../../shared/mail.ts';
import { route, Streamed, type RouteDef } from '../../http/route.ts';
import { askForCode, forgetCode, keepChoices, myMail, setEmail, tryCode, wrongCode } from './mail.service.ts';

/** One's own address and what one wants to be mailed. */
export const mailRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/me/mail',
    permission: 'signed-in',
    summary: "The signed-in person's e-mail address, and what is sent to it",
    run: (ctx, { deps }) => myMail(ctx, deps),
  }),
  route({
    method: 'put',
    path: '/me/mail',
    permission: 'signed-in',
    summary: 'Choose what is sent by e-mail: the digest, what presses, and no hours of the night',
    body: mailChoices,
    run: async (ctx, { body, deps }) => {
      await keepChoices(ctx, body);
      return myMail(ctx, deps);
    },
  }),
  route({
    method: 'post',
    path: '/me/mail/email',
    permission: 'signed-in',
    summary: 'Name an own address: a code is mailed to it',
    body: emailBody,
    run: async (ctx, { body, deps }) => {
      await askForCode(ctx, body.email, deps);
      return myMail(ctx, deps);
    },
  }),
  route({
    method: 'post',
    path: '/me/mail/confirm',
    permission: 'signed-in',
    summary: 'Confirm the address by the code that was mailed to it',
    body: codeBody,
    unkeptAnswer: true,
    run: async (ctx, { body, deps }) => {
      const tried = await tryCode(ctx, body.code, deps);
      // Refused after the commit, which keeps that it was tried.
      return tried.right ? myMail(ctx, deps) : new Streamed(() => Promise.reject(wrongCode(tried.left)));
    },
  }),
  route({
    method: 'delete',
    path: '/me/mail/email',
    permission: 'signed-in',
    summary: 'Take the own address away, or give up the one that waits for its code',
    run: async (ctx, { deps }) => {
      const waiting = (await myMail(ctx, deps)).pending;
      await forgetCode(ctx);
      if (!waiting) await setEmail(ctx, null);
      return myMail(ctx, deps);
    },
  }),
];
