import type { Language, Word } from './words.ts';

const m = (zh: string, en: string): Word => ({ zh, en });

/** The sentence for each stable error code; `{name}` stands for a parameter. Says what is wrong and what to do. */
export const messages = {
  'not-signed-in': m('请先登录。', 'Please sign in first.'),
  'wrong-password': m('用户名或密码不正确。', 'The username or the password is wrong.'),
  'account-locked': m(
    '登录失败次数过多，请在 {seconds} 秒后再试。',
    'Too many failed sign-ins: try again in {seconds} seconds.',
  ),
  'account-disabled': m('该账号已停用，请联系上级管理员。', 'This account is disabled; ask your administrator.'),
  'must-change-password': m('首次登录请先修改密码。', 'Please change your first password before you go on.'),
  'wrong-current-password': m('当前密码不正确。', 'The current password is wrong.'),
  'password-too-short': m('密码至少 10 个字符。', 'A password has at least 10 characters.'),
  'password-too-long': m('密码最多 128 个字符。', 'A password has at most 128 characters.'),
  'password-too-simple': m(
    '密码太简单，请混合使用字母、数字或符号。',
    'The password is too simple: mix letters, digits or symbols.',
  ),
  'password-has-username': m('密码不能包含用户名。', 'The password must not contain the username.'),
  'same-password': m('新密码不能与当前密码相同。', 'The new password is the same as the current one.'),
  'foreign-origin': m('请求来源不被允许。', 'Requests from this origin are refused.'),
  'role-forbidden': m('您的角色不能进行此操作。', 'Your role may not do this.'),
  'not-yours-to-run': m('只有下发单位或其上级可以操作。', 'Only the issuing federation or one above it may do this.'),
  'not-yours-to-answer': m('您不能代该工会填报。', 'You may not answer for this union.'),
  'not-yours-to-review': m('需由上级工会审核。', 'This is for the superior federation to review.'),
  'not-yours-to-exempt': m(
    '只有下发单位、其上级或所在市总工会可以免查。',
    'Only the issuer, one above it or the city may exempt.',
  ),
  'not-yours-to-mark': m('此项不由您整改。', 'This item is not yours to rectify.'),
  'not-yours-to-verify': m(
    '需由上级工会核查，本级不能自行销号。',
    'Only a superior federation may verify this; nobody closes their own.',
  ),
  'not-yours-to-keep': m(
    '只能修改本级及下级的内容。',
    'You may change only what belongs to your organisation or below.',
  ),
  'not-found': m('没有找到，或不在您的管理范围内。', 'Not found, or not within your scope.'),
  'no-such-route': m('没有这个接口。', 'There is no such address.'),
  'method-not-allowed': m('不支持此方法。', 'This method is not allowed here.'),
  'invalid-input': m('有内容需要修改。', 'Some of the input needs correction.'),
  'invalid-query': m('查询条件有误：{detail}', 'The query is not valid: {detail}'),
  'malformed-json': m('请求内容不是有效的 JSON。', 'The body is not valid JSON.'),
  'too-large': m('内容过大，上限为 {limit}。', 'Too large: the limit is {limit}.'),
  'unsupported-type': m('不支持的内容类型。', 'This content type is not supported.'),
  'wrong-file-type': m(
    '文件内容与类型不符，或不是允许的类型（图片、PDF、Word、Excel）。',
    'The file is not what it says, or not of an allowed type (pictures, PDF, Word, Excel).',
  ),
  'upload-incomplete': m('文件没有传完，请重新上传。', 'The upload broke off: please send the file again.'),
  'no-file': m('没有收到文件。', 'No file was received.'),
  'too-many-requests': m('操作过于频繁，请稍后再试。', 'Too many requests: try again shortly.'),
  internal: m(
    '服务器出现错误，请稍后再试。编号 {requestId}',
    'Something went wrong on the server; try again later. Reference {requestId}',
  ),
  unavailable: m('服务暂时不可用，请稍后再试。', 'The service is not available for the moment; try again shortly.'),
  'stale-version': m(
    '内容已被他人更新，请核对后再操作。',
    'Somebody else has changed this meanwhile: check it and try again.',
  ),
  'transition-not-allowed': m('当前状态不能进行此操作。', 'The present state does not allow this.'),
  'nothing-to-withdraw': m(
    '没有可以撤回的操作，对方可能已经处理。',
    'There is nothing to take back: the other side may have acted.',
  ),
  'items-touched': m(
    '已有问题开始整改，不能撤回提交。',
    'Work on its items has begun: the submission can no longer be taken back.',
  ),
  'campaign-not-open': m('本次自查未在进行中，不能填报。', 'The campaign is not in progress.'),
  'already-issuing': m('正在下发，请稍候。', 'It is being issued: please wait.'),
  'empty-reach': m('所选范围内没有基层工会。', 'There is no union in the chosen scope.'),
  'extension-pending': m('已有延期申请等待审批。', 'An extension request is already waiting.'),
  'no-extension-pending': m('没有等待审批的延期申请。', 'No extension waits for a decision.'),
  'not-deletable': m('已有关联内容，不能删除。', 'Something hangs on it: it cannot be deleted.'),
  'not-movable': m(
    '已有自查记录，不能直接改变所属组织。',
    'It has inspections: its organisation cannot simply be changed.',
  ),
  'not-a-draft': m('只有草稿可以修改。', 'Only a draft can be changed.'),
  'edition-in-draft': m(
    '已有修改中的草稿版本，请先发布或删除。',
    'A draft of the next edition exists: publish or delete it first.',
  ),
  'checklist-not-published': m('请选择已发布的检查表。', 'Choose a published checklist.'),
  duplicate: m('已存在相同的记录。', 'The same record exists already.'),
  'username-taken': m('该用户名已被使用。', 'This username is taken.'),
  'code-taken': m('该代码已存在。', 'This code exists already.'),
  'name-taken': m('同一组织下已有同名工会。', 'A union of this name exists in this organisation.'),
  'idempotency-key-reused': m('同一请求编号用于了不同内容。', 'The idempotency key was used with another body.'),
  'own-account': m('不能对自己的账号进行此操作。', 'You cannot do this to your own account.'),
  'own-role': m('不能修改自己的角色或所属组织。', 'You cannot change your own role or organisation.'),
  'own-organisation': m('不能停用本级组织。', 'You cannot deactivate your own organisation.'),
  'above-own-role': m('不能授予高于自己的角色。', 'You cannot give a role above your own.'),
  'outside-scope': m('不在您的管理范围内。', 'It is not within your scope.'),
  // Fields
  required: m('必填。', 'Required.'),
  'too-short': m('内容过短。', 'Too short.'),
  'too-long': m('内容过长，最多 {maximum} 个字符。', 'Too long: at most {maximum} characters.'),
  'too-small': m('不能小于 {minimum}。', 'Not less than {minimum}.'),
  'too-big': m('不能大于 {maximum}。', 'Not more than {maximum}.'),
  'invalid-value': m('内容不正确。', 'Not a valid value.'),
  'not-a-day': m('不是有效日期（年-月-日）。', 'Not a valid day (YYYY-MM-DD).'),
  'control-characters': m('含有不允许的控制字符。', 'Contains control characters.'),
  'dates-out-of-order': m('日期先后顺序不对。', 'The dates are out of order.'),
  'more-than-members': m('不能多于会员总数。', 'Not more than all members.'),
  'reporter-needs-union': m(
    '填报人必须对应一家基层工会，其他角色不能。',
    'A reporter answers for exactly one union; other roles for none.',
  ),
  'duplicate-item-keys': m('题号重复。', 'Two items have the same key.'),
  'reason-needed': m('请写明理由。', 'Please give a reason.'),
  'unknown-item': m('检查表中没有此题。', 'The checklist has no such item.'),
  'blank-answer': m('请作答。', 'Please answer.'),
  'na-not-allowed': m('此题不能选“不适用”。', 'Not applicable is not allowed here.'),
  'na-needs-reason': m('选“不适用”请写明理由。', 'Say why it is not applicable.'),
  'evidence-needed': m('此项整改须上传佐证。', 'This item needs evidence.'),
  'until-not-later': m(
    '延期日期须晚于当前期限，也不能早于今天。',
    'The new day must be later than the current one and not in the past.',
  ),
  'due-in-past': m('期限不能早于今天。', 'The day must not lie in the past.'),
  'unknown-attachment': m('佐证不存在或不可用。', 'The evidence does not exist or cannot be used.'),
  'unknown-organisation': m(
    '组织不存在、已停用，或不在您的管理范围内。',
    'The organisation does not exist, is inactive or not within your scope.',
  ),
  'unknown-union': m('基层工会不存在，或不在范围内。', 'The union does not exist or is not within the scope.'),
  'nominal-organisation': m(
    '这一级没有工会组织，请选择其上级或下级。',
    'There is no federation at this step: choose one above or below.',
  ),
  'code-outside-parent': m(
    '代码须以上级组织代码开头，并在您的管理范围内。',
    'The code must begin with its parent’s and lie within your scope.',
  ),
  'parent-missing': m('上级组织不存在。', 'The parent organisation does not exist.'),
  'expiry-in-past': m('到期日须在今天之后，最长一年。', 'The expiry must be after today, within a year.'),
} as const satisfies Record<string, Word>;

export type MessageCode = keyof typeof messages;

export function isMessageCode(code: string): code is MessageCode {
  return code in messages;
}

export function sentence(code: MessageCode, language: Language, params: Record<string, unknown> = {}): string {
  return messages[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
