import { w as m } from '../words/word.ts';

/** Signing in by a provider, by a second factor, and limits on attempts. `{name}` is the provider's. */
export const signInMessages = {
  'too-many-attempts': m(
    '操作次数过多，请在 {seconds} 秒后再试。',
    'Too many attempts: try again in {seconds} seconds.',
  ),
  'second-factor-required': m('请输入动态验证码。', 'Enter the code of your authenticator.'),
  'wrong-second-factor': m(
    '验证码不正确或已用过，请等新的验证码出现后再输入。',
    'The code is wrong or was used already: wait for the next one.',
  ),
  'second-factor-expired': m('登录已超时，请重新登录。', 'The sign-in took too long: please begin again.'),
  'second-factor-stands': m('两步验证已经启用。', 'Two-step sign-in is on already.'),
  'no-second-factor': m('还没有启用两步验证。', 'Two-step sign-in is not on.'),
  'second-factor-demanded': m(
    '单位要求使用两步验证，不能关闭。',
    'Your organisation asks for two-step sign-in: it cannot be turned off.',
  ),
  'must-enroll': m('单位要求先启用两步验证。', 'Your organisation asks you to set up two-step sign-in first.'),
  'browser-only': m('只能在浏览器登录后操作。', 'This is done in a browser, signed in.'),
  'provider-name-taken': m('同一单位下已有同名登录平台。', 'A provider of this name exists in this organisation.'),
  'not-a-provider-address': m('请填写 https 公网地址。', 'Give a public https address.'),
  'oidc-away': m('暂时连接不上“{name}”，请稍后再试。', '“{name}” cannot be reached just now: try again shortly.'),
  'oidc-expired': m(
    '这次登录已失效，请重新从登录页开始。',
    'This sign-in is no longer valid: please begin again from the sign-in page.',
  ),
  'oidc-declined': m('“{name}”没有完成登录。', '“{name}” did not complete the sign-in.'),
  'oidc-code': m(
    '“{name}”的登录凭据已用过或已过期，请重新登录。',
    'The sign-in at “{name}” was used already or has expired: please begin again.',
  ),
  'oidc-setup': m(
    '“{name}”的登录设置有误，请联系管理员。',
    'The settings for “{name}” are not right: please tell your administrator.',
  ),
  'oidc-token': m(
    '“{name}”返回的身份信息没有通过核对，未能登录。',
    'What “{name}” says of you did not pass the checks: you are not signed in.',
  ),
  'oidc-clock': m(
    '“{name}”的时间与本系统不一致，请联系管理员校准时间。',
    'The clock of “{name}” differs from ours: please tell your administrator.',
  ),
  'oidc-no-place': m(
    '您在“{name}”的账号还没有对应的单位和角色，请联系管理员。',
    'Your account at “{name}” has no organisation or role here yet: please tell your administrator.',
  ),
  'oidc-linked': m('这个单位账号已绑定在另一个人名下。', 'This account of the provider is tied to somebody else here.'),
} as const;

/** What the sign-in page can be told after the way to a provider and back. */
export const signInFaults = [
  'oidc-away',
  'oidc-expired',
  'oidc-declined',
  'oidc-code',
  'oidc-setup',
  'oidc-token',
  'oidc-clock',
  'oidc-no-place',
  'oidc-linked',
  'account-disabled',
  'too-many-requests',
  'unavailable',
] as const;
export type SignInFault = (typeof signInFaults)[number];

/** The same for those that are said elsewhere too. */
export const signInFaultWords = {
  ...signInMessages,
  'account-disabled': m('该账号已停用，请联系上级管理员。', 'This account is disabled; ask your administrator.'),
  'too-many-requests': m('操作过于频繁，请稍后再试。', 'Too many requests: try again shortly.'),
  unavailable: m('服务暂时不可用，请稍后再试。', 'The service is not available for the moment; try again shortly.'),
} as const;
