import { channelMessages, channelRefusals } from './messages/channels.ts';
import { evidenceMessages } from './messages/evidence.ts';
import { exportMessages } from './messages/exports.ts';
import { importKindMessages } from './messages/importKinds.ts';
import { importMessages } from './messages/imports.ts';
import { operationsMessages } from './messages/operations.ts';
import { reminderMessages } from './messages/reminders.ts';
import { signInMessages } from './messages/signIn.ts';
import { privacyMessages } from './messages/privacy.ts';
import { registerMessages } from './messages/registers.ts';
import { sheetMessages } from './messages/sheets.ts';
import { uploadMessages } from './messages/uploads.ts';
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
  'not-yours-to-recommend': m(
    '需由申报或推荐单位的上级工会推荐。',
    'This is for a federation above the one that spoke for it last to recommend.',
  ),
  'not-yours-to-send-back': m('需由上级工会退回。', 'Only a superior federation may send it back.'),
  'not-yours-to-accept': m('需由省级工会办理。', 'This is for the provincial federation to do.'),
  'not-yours-to-receive': m('只有主送单位可以签收。', 'Only a federation that it is addressed to may acknowledge it.'),
  'already-acknowledged': m('已经签收，再次提交请填写回复。', 'It is acknowledged already: write a reply to add one.'),
  'cut-off-in-future': m('截止时点不能晚于现在。', 'The cut-off must not lie in the future.'),
  'cut-off-before-issue': m('截止时点早于该督导活动的下发时间。', 'The campaign was not issued yet at the cut-off.'),
  'campaign-not-issued': m('请选择已下发的督导活动。', 'Choose a campaign that has been issued.'),
  'not-below-issuer': m('主送单位须是本级以下的工会组织。', 'Circulars are addressed to federations below the issuer.'),
  'not-found': m('没有找到，或不在您的管理范围内。', 'Not found, or not within your scope.'),
  'no-such-route': m('没有这个接口。', 'There is no such address.'),
  'method-not-allowed': m('不支持此方法。', 'This method is not allowed here.'),
  'invalid-input': m('有内容需要修改。', 'Some of the input needs correction.'),
  'invalid-query': m('查询条件有误：{detail}', 'The query is not valid: {detail}'),
  'malformed-json': m('请求内容不是有效的 JSON。', 'The body is not valid JSON.'),
  'too-large': m('内容过大，上限为 {limit}。', 'Too large: the limit is {limit}.'),
  'unsupported-type': m('不支持的内容类型。', 'This content type is not supported.'),
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
    '已有自查记录，不能直接改变所属组织，请用“迁移”。',
    'It has inspections: use “Move” to change its organisation.',
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
  'view-name-taken': m('您已有同名视图。', 'You have a view of this name already.'),
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
  'until-not-later': m(
    '延期日期须晚于当前期限，也不能早于今天。',
    'The new day must be later than the current one and not in the past.',
  ),
  'due-in-past': m('期限不能早于今天。', 'The day must not lie in the past.'),
  'unknown-organisation': m(
    '组织不存在、已停用，或不在您的管理范围内。',
    'The organisation does not exist, is inactive or not within your scope.',
  ),
  'union-ended': m(
    '该工会已合并或撤销，不能再修改或启用。',
    'This union has been merged or dissolved: nothing of it can be changed or enabled.',
  ),
  'union-not-active': m('请选择仍在运行的工会。', 'Choose a union that is active.'),
  'union-tied-elsewhere': m(
    '该工会在您管理范围之外还有未了的工作或覆盖的企业，请由上级工会办理。',
    'It still has work or enterprises outside of your scope: a superior federation has to do this.',
  ),
  'merge-into-itself': m('不能并入自己。', 'It cannot be merged into itself.'),
  'same-organisation': m('已属该组织。', 'It belongs there already.'),
  'before-founding': m('不能早于成立日期。', 'Not before the day it was founded.'),
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
  'uscc-taken': m(
    '该统一社会信用代码已在台账中，不能重复建档。',
    'This unified social credit code is in the ledger already.',
  ),
  'uscc-elsewhere': m(
    '该代码已由本省其他组织登记，不能重复建档。请联系{whom}核实归属。',
    'Another organisation of the province has registered this code. Ask {whom} whose it is.',
  ),
  'last-union': m(
    '已建会企业至少关联一家工会；不再覆盖的，请变更阶段。',
    'An established enterprise keeps at least one union; change its stage where none covers it any more.',
  ),
  'unknown-enterprise': m(
    '请选择台账中的企业：企业不存在，或不在您的管理范围内。',
    'Choose an enterprise of the ledger: this one does not exist or is not within your scope.',
  ),
  'unknown-letter-kind': m(
    '没有这种文书，请从规则设置的文书种类中选择。',
    'There is no such kind of letter: choose one of those that the settings name.',
  ),
  'in-the-future': m('日期不能晚于今天。', 'The day must not lie in the future.'),
  'moves-by-act': m(
    '变更所属地区请用“迁移”，写明日期和理由。',
    'An enterprise changes its organisation by a move, with its day and reason.',
  ),
  'already-there': m('企业已属该组织。', 'The enterprise is there already.'),
  'not-a-share': m('须在 0% 到 100% 之间。', 'Between 0 % and 100 %.'),
  'province-decides': m('由省级总工会统一设置。', 'This is for the province to decide.'),
  'unknown-batch': m('批类中没有这一项。', 'There is no such batch category.'),
  'not-a-quota-place': m('请选择本省的地市。', 'Choose a city of the province.'),
  'batch-in-use': m(
    '“{name}”已有 {count} 个建设点使用，不能删除，可以改名。',
    '{count} sites use “{name}”: it cannot be removed, only renamed.',
  ),
  'letter-kind-in-use': m(
    '“{name}”已有 {count} 份文书使用，不能删除，可以改名。',
    '{count} letters use “{name}”: it cannot be removed, only renamed.',
  ),
  // Re-inspections
  'sample-too-large': m(
    '样本不能大于总体 {population}。',
    'The sample must not be larger than the population of {population}.',
  ),
  'empty-population': m(
    '没有可以抽取的问题：须是由您核查的已销号问题，且不在另一次回头看中待复查。',
    'There is nothing to draw: only closed items that you may verify and that wait in no other re-inspection.',
  ),
  'not-in-sample': m('不在这次抽取的样本中。', 'It is not in this sample.'),
  'already-drawn': m(
    '部分问题刚被另一次回头看抽中，请重新抽取。',
    'Some of these were just drawn by another re-inspection: draw again.',
  ),
  'outcome-recorded': m('这一项已登记过复查结果。', 'The outcome of this item is recorded already.'),
  'no-longer-closed': m(
    '这一项已被重开或撤销，不再是已销号状态，不能登记复查结果；请选“无须复查”。',
    'This item was reopened or withdrawn meanwhile: there is nothing to inspect; mark it as not needed.',
  ),
  'still-closed': m('这一项仍是已销号状态，请登记巩固或反弹。', 'This item is still closed: record held or relapsed.'),
  'drawn-again': m(
    '这一项后来又被抽中，不能再撤回这次的结果。',
    'This item has been drawn again since: the outcome can no longer be taken back.',
  ),
  'reinspection-finished': m(
    '这次回头看已完成，复查结果只能在登记当天撤回。',
    'The re-inspection is finished: an outcome can be taken back only on the day it was recorded.',
  ),
  'take-back-in-reinspection': m(
    '这一项由回头看重开，请在回头看中撤回。',
    'A re-inspection reopened this item: take it back there.',
  ),
  'outcomes-recorded': m('已登记复查结果，不能删除。', 'Outcomes are recorded: it cannot be deleted.'),
  'site-returned': m(
    '已退回申报单位修改，重新提交后再办理。',
    'It was sent back to its nominator: it can go on once handed in again.',
  ),
  'recommendation-complete': m('推荐已经完成。', 'The recommendation is complete.'),
  'recommendation-incomplete': m(
    '还没有逐级推荐到市级，不能开始建设。',
    'It has not been recommended up to the city yet.',
  ),
  'site-quota-reached': m(
    '{place}“{batch}”名额共 {count} 个，已用 {used} 个，不能再增加。',
    '{place} has a quota of {count} for “{batch}”, and {used} are taken.',
  ),
  'site-fixed': m('现阶段不能再修改此项。', 'This can no longer be changed at this stage.'),
  'site-revoked': m('已撤销命名，不能修改。', 'It has been revoked and cannot be changed.'),
  'site-name-taken': m('同一地区已有同名建设点。', 'A site of this name exists in this area.'),
  'site-not-reporting': m(
    '只有建设中、已验收或已命名的建设点填报月报。',
    'Only sites that are being built, accepted or listed report.',
  ),
  'unknown-site': m('建设点不存在，或不在您的管理范围内。', 'The site does not exist or is not within your scope.'),
  'month-in-future': m('不能填报未来的月份。', 'A month in the future cannot be reported.'),
  'month-taken': m('该月已经上报，请直接修改。', 'This month has been reported already: change that report.'),
  'implausible-figures': m(
    '有数字可能填错，请核对；确认无误后再上报。',
    'Some figures look wrong: check them, and confirm them if they are right.',
  ),
  'stock-jumps': m('比上次的 {before} 增加到 5 倍以上，请核对。', 'Five times the last value of {before} or more.'),
  'stock-drops': m('比上次的 {before} 减少到五分之一以下，请核对。', 'A fifth of the last value of {before} or less.'),
  'expiry-in-past': m('到期日须在今天之后，最长一年。', 'The expiry must be after today, within a year.'),
  ...channelMessages,
  ...channelRefusals,
  ...evidenceMessages,
  ...exportMessages,
  ...importKindMessages,
  ...importMessages,
  ...operationsMessages,
  ...privacyMessages,
  ...registerMessages,
  ...reminderMessages,
  ...sheetMessages,
  ...signInMessages,
  ...uploadMessages,
} as const satisfies Record<string, Word>;

export type MessageCode = keyof typeof messages;

export function isMessageCode(code: string): code is MessageCode {
  return code in messages;
}

export function sentence(code: MessageCode, language: Language, params: Record<string, unknown> = {}): string {
  return messages[code][language].replace(/\{(\w+)\}/g, (_, name: string) => shown(params[name]));
}

/** Numbers with their thousands apart, as on the screens. */
const shown = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('en-US') : String(value ?? '');
