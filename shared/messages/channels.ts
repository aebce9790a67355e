import { w as m } from '../words/word.ts';

/** Why a message did not go out, as the log says it: what is wrong, and what happens next. */
export const channelMessages = {
  'smtp-unset': m('本系统没有配置邮件服务器，未发送。', 'No mail server is configured: nothing was sent.'),
  'smtp-unreachable': m('连接不上邮件服务器。', 'The mail server cannot be reached.'),
  'smtp-timeout': m('邮件服务器没有按时回应。', 'The mail server did not answer in time.'),
  'smtp-auth': m(
    '邮件服务器不接受登录账号：{detail}，请系统管理员核对设置。',
    'The mail server refuses the account: {detail}. The settings need a look.',
  ),
  'smtp-tls': m(
    '与邮件服务器不能建立加密连接：{detail}，请系统管理员核对设置。',
    'No secure connection to the mail server: {detail}. The settings need a look.',
  ),
  'smtp-refused': m('邮件服务器拒收：{detail}', 'The mail server refused it: {detail}'),
  'smtp-lost': m('与邮件服务器的连接中断。', 'The connection to the mail server was lost.'),
  'robot-unreachable': m('连接不上群机器人。', 'The robot cannot be reached.'),
  'robot-timeout': m('群机器人没有按时回应。', 'The robot did not answer in time.'),
  'robot-refused': m('群机器人拒收：{detail}', 'The robot refused it: {detail}'),
  'robot-http': m('群机器人回应异常（HTTP {detail}）。', 'The robot answered with HTTP {detail}.'),
  'robot-redirect': m('该地址要求转到别处，未发送。', 'The address sends elsewhere: nothing was sent there.'),
  'robot-too-large': m('群机器人的回应过长，已中断。', 'The answer of the robot was too long and was cut off.'),
  'robot-answer': m('该地址的回应不是群机器人的格式。', 'The answer is not that of a group robot.'),
  'robot-private': m(
    '该地址不是 https 公网地址，未发送。',
    'The address is not a public https address: nothing was sent.',
  ),
  'secret-unreadable': m(
    '保存的地址或密钥已无法读取（系统密钥更换过），请重新填写。',
    'The address or secret kept here can no longer be read, because the key of the server changed: enter it again.',
  ),
  'send-interrupted': m('多次在发送途中中断。', 'It broke off on the way several times.'),
  'send-failed': m('发送时出现错误。', 'Something went wrong while sending.'),
  'recipient-disabled': m('账号已停用，不再发送。', 'The account is disabled: it is not sent.'),
  'recipient-unreachable': m('此人没有电子邮箱，不再发送。', 'The person has no e-mail address: it is not sent.'),
  'not-wanted': m('此人已关闭这类邮件，不再发送。', 'The person wants no such e-mail: it is not sent.'),
  'nothing-left': m(
    '发送前已全部处理或查看，无须发送。',
    'All of it was done or read before: there was nothing to send.',
  ),
  'digest-superseded': m('已过当天，由下一期摘要代替。', 'Its day is over: the next digest takes its place.'),
  'code-superseded': m('验证码已过期或已更换，不再发送。', 'The code has expired or was replaced: it is not sent.'),
  'channel-off': m('通道已停用，不再发送。', 'The channel is switched off: it is not sent.'),
} as const;

/** What a form or an act is refused for. */
export const channelRefusals = {
  'not-a-robot-address': m('请填写群机器人的 https 公网地址。', 'Enter the public https address of the group robot.'),
  'channel-name-taken': m('该组织已有同名通道。', 'This organisation has a channel of this name already.'),
  'no-secret-here': m('企业微信机器人没有加签密钥，请留空。', 'A WeCom robot has no signing secret: leave it empty.'),
  'no-mail-server': m(
    '本系统没有配置邮件服务器，暂不能使用邮件。',
    'This system has no mail server, so there is no e-mail.',
  ),
  'wrong-code': m('验证码不正确，还可以试 {left} 次。', 'The code is wrong; {left} more tries.'),
  'code-expired': m('验证码已失效，请重新发送。', 'The code is no longer valid: ask for another one.'),
  'newer-waiting': m('已有更新的消息等待发送，会一并告知。', 'A newer message waits already, and tells of it too.'),
  'code-too-soon': m(
    '验证码刚刚发送过，请 {seconds} 秒后再试。',
    'A code has just been sent: try again in {seconds} seconds.',
  ),
} as const;
