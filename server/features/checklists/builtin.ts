import type { ClientBase } from 'pg';
import { checklistItem, type ChecklistItem } from '../../../shared/checklists.ts';
import { sixHaves, type SixHave } from '../../../shared/rules/scoring.ts';

/** The checklists that every tenant finds and may clone (domain §3 and §4). They never change; a change is a new edition. */
export const builtinIds = {
  selfInspection: '00000000-0000-7000-8000-000000000013',
  sixHaves: '00000000-0000-7000-8000-000000000031',
} as const;

type Traits = Partial<Omit<ChecklistItem, 'key' | 'section' | 'text'>>;

const item = (key: string, section: string, text: string, traits: Traits = {}): ChecklistItem =>
  checklistItem.parse({ key, section, text, ...traits });

const na = (naHint: string): Traits => ({ allowNa: true, naHint });
const immediate: Traits = { track: 'immediate' };
const advisory: Traits = { core: false };
const upper: Traits = { responsible: 'upper' };
const proof: Traits = { evidence: 'required' };

const haves: Record<SixHave, [text: string, traits?: Traits][]> = {
  'elected-chair': [
    ['成立或最近换届召开了会员(代表)大会'],
    ['主席、副主席经依法选举产生'],
    ['选举结果经上一级工会批复', immediate],
    ['按期换届', na('首届未满')],
    ['主席不是企业主要负责人近亲属', na('非企业')],
    ['200人以上单位配专职主席', advisory],
  ],
  'sound-organisation': [
    ['工会委员会健全'],
    ['经费审查委员会(或经审委员)健全'],
    ['女职工委员会(≥10女会员)或女职工委员', na('无女会员')],
    ['成立经上一级工会批准', immediate],
    ['单独设置工会工作机构', na('<25会员')],
    ['已登记并领取法人资格证书且在有效期', na('不具备法人条件')],
  ],
  'activity-carriers': [
    ['有固定活动阵地'],
    ['有年度活动计划并开展', immediate],
    ['有线上服务渠道', { ...advisory, ...immediate }],
    ['开展竞赛/培训/帮扶至少一项'],
  ],
  'sound-institutions': [
    ['会员(代表)大会每年召开并报告工作', na('成立<1年')],
    ['会员实名制动态管理'],
    ['议事、财务、会籍制度成文', immediate],
    ['集体协商/集体合同', na('机关、事业')],
    ['职代会或其他民主管理'],
    ['上一级工会对成立/换届给予指导', { ...upper, ...immediate }],
  ],
  'own-funds': [
    ['设立工会经费银行账户', na('非法人')],
    ['经费独立核算'],
    ['按2%足额拨缴', na('筹备中')],
    ['有年度预决算并经经审', na('成立<1年')],
    ['收取会费并公开收支', { ...advisory, ...immediate }],
  ],
  'satisfying-performance': [
    ['不存在无人干事的空壳', { marks: ['shell'] }],
    ['会员评议满意率≥80%'],
    ['入会率达到本级目标(默认90%)'],
    ['诉求按时办结', { ...advisory, ...immediate, ...na('无诉求') }],
  ],
};

export const sixHavesItems: ChecklistItem[] = sixHaves.flatMap((have, index) =>
  haves[have].map(([text, traits], number) => item(`${index + 1}.${number + 1}`, have, text, traits)),
);

const notALegalPerson = na('不具备法人条件');

export const selfInspectionItems: ChecklistItem[] = [
  item('Q1', '', '成立时是否召开会员(代表)大会', proof),
  item('Q2', '', '主席、副主席是否依法选举产生', proof),
  item('Q3', '', '是否按期换届', proof),
  item('Q4', '', '工会委员会、经费审查委员会、女职工委员会及其组成人员是否健全'),
  item('Q5', '', '成立或换届后上一级工会是否给予指导', { ...upper, ...immediate }),
  item('Q6', '', '选举结果是否经上一级工会批复', { ...proof, ...immediate }),
  item('Q7', '', '是否进行工会法人资格登记或法定代表人变更登记', notALegalPerson),
  item('Q8', '', '是否领取工会法人资格证书', { ...proof, ...notALegalPerson }),
  item('Q9', '', '是否设立工会经费银行账户', { ...proof, ...immediate }),
  item('Q10', '', '是否实行工会经费独立核算', immediate),
  item('Q11', '', '是否单独设置工会工作机构'),
  item('Q12', '', '能否对会员实行实名制动态管理'),
  item('Q13', '', '是否处于无人干事、无经费办事、无活动载体的空壳状态', { polarity: 'yesIsBad', marks: ['shell'] }),
];

const builtin = [
  {
    id: builtinIds.selfInspection,
    title: '基层工会组织建设自查自纠表（13 题）',
    purpose: 'self-inspection',
    items: selfInspectionItems,
  },
  {
    id: builtinIds.sixHaves,
    title: '基层工会规范化建设“六有”标准（31 项）',
    purpose: 'six-haves',
    items: sixHavesItems,
  },
];

/** Puts the built-in checklists into an empty database, published by the nation. */
export async function loadBuiltinChecklists(client: ClientBase): Promise<void> {
  for (const { id, title, purpose, items } of builtin) {
    await client.query(
      `insert into checklists (id, owner_org_code, title, purpose, family_id, edition, status, items, item_count)
       values ($1, 'CN', $2, $3, $1, 1, 'published', $4, $5) on conflict do nothing`,
      [id, title, purpose, JSON.stringify(items), items.length],
    );
  }
}
