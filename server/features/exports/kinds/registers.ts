import { enterpriseFilter, type Enterprise } from '../../../../shared/enterprises.ts';
import { letterFilter, type Letter } from '../../../../shared/letters.ts';
import { siteFilter, type Site } from '../../../../shared/sites.ts';
import { siteReportFilter, siteFigures, type SiteReport } from '../../../../shared/site-reports.ts';
import { visitFilter, type Visit } from '../../../../shared/visits.ts';
import { words } from '../../../../shared/words.ts';
import { w } from '../../../../shared/words/word.ts';
import type { Ctx } from '../../../ctx.ts';
import { coveringUnions } from '../../enterprises/covering.ts';
import type { EnterpriseRow } from '../../enterprises/enterprise.entity.ts';
import { enterpriseList, toRecords as enterprisesOf } from '../../enterprises/enterprise.record.ts';
import type { LetterRow } from '../../letters/letter.entity.ts';
import { letterList, toRecords as lettersOf } from '../../letters/letter.record.ts';
import { siteReportList, toRecord as siteReportOf } from '../../site-reports/index.ts';
import type { SiteReportRow } from '../../site-reports/siteReport.entity.ts';
import type { SiteRow } from '../../sites/site.entity.ts';
import { siteList, toRecords as sitesOf } from '../../sites/site.record.ts';
import type { VisitRow } from '../../visits/visit.entity.ts';
import { toRecord as visitOf, visitList } from '../../visits/visit.service.ts';
import {
  day,
  flag,
  identity,
  made,
  number,
  placed,
  text,
  word,
  type ExportColumn,
  type ListExport,
} from '../columns.ts';

/** With the names of the unions that cover it, as far as the reader sees them. */
type CoveredEnterprise = Enterprise & { unionNames: string[] };

async function coveredEnterprises(ctx: Ctx, rows: EnterpriseRow[]): Promise<CoveredEnterprise[]> {
  const records = await enterprisesOf(ctx, rows);
  const unions = await coveringUnions(
    ctx,
    rows.map(({ id }) => id),
  );
  return records.map((one) => ({ ...one, unionNames: [...new Set(unions(one.id).map(({ name }) => name))] }));
}

const enterpriseColumns: ExportColumn<CoveredEnterprise>[] = [
  text('name', w('企业名称', 'Enterprise'), 30),
  text('uscc', w('统一社会信用代码', 'Credit code'), 22),
  ...placed<CoveredEnterprise>(),
  number('employees', w('职工人数', 'Employees')),
  day('openedOn', w('开办日期', 'Opened on')),
  text('contactName', w('联系人', 'Contact'), 10),
  text('contactPhone', w('联系电话', 'Phone'), 15),
  word('stage', w('阶段', 'Stage'), 'enterpriseStage'),
  day('stageSince', w('进入阶段', 'Stage since')),
  flag('eligible', w('应建会', 'Eligible')),
  flag('stalled', w('停滞', 'Stalled')),
  flag('benchmark', w('风向标', 'Benchmark')),
  made('benchmarkReasons', w('风向标理由', 'Why a benchmark'), ({ benchmarkReasons }) => benchmarkReasons.join('；'), {
    width: 24,
  }),
  made('unionNames', w('覆盖工会名称', 'Covering unions'), ({ unionNames }) => unionNames.join('；'), { width: 24 }),
  made('unionIds', w('覆盖工会数', 'Number of unions'), ({ unionIds }) => unionIds.length, { kind: 'number' }),
  number('membersRecruited', w('发展会员', 'Members recruited')),
  number('visitCount', w('走访次数', 'Visits')),
  day('lastVisitOn', w('最近走访', 'Last visit')),
  ...identity<CoveredEnterprise>(),
];

export const enterprises: ListExport<EnterpriseRow, CoveredEnterprise> = {
  resource: 'enterprises',
  list: enterpriseList,
  filter: enterpriseFilter,
  records: coveredEnterprises,
  columns: enterpriseColumns,
  filterWords: { advanced: w('已推进', 'Advanced'), unionId: w('覆盖工会', 'Covering union') },
};

export const visits: ListExport<VisitRow, Visit> = {
  resource: 'visits',
  list: visitList,
  filter: visitFilter,
  records: (ctx, rows) => rows.map((row) => visitOf(ctx, row)),
  columns: [
    day<Visit>('visitedOn', w('走访日期', 'Visited on')),
    text<Visit>('enterpriseName', w('企业', 'Enterprise'), 30),
    ...placed<Visit>(),
    text<Visit>('visitorName', w('走访人', 'Visitor'), 12),
    word<Visit>('outcome', w('走访结果', 'Outcome'), 'visitOutcome', 14),
    text<Visit>('note', w('走访情况', 'Note'), 40),
    ...identity<Visit>(),
  ],
  filterWords: { enterpriseId: w('企业', 'Enterprise') },
};

export const letters: ListExport<LetterRow, Letter> = {
  resource: 'letters',
  list: letterList,
  filter: letterFilter,
  records: lettersOf,
  columns: [
    text<Letter>('enterpriseName', w('企业', 'Enterprise'), 30),
    ...placed<Letter>(),
    text<Letter>('kindName', w('文书种类', 'Kind')),
    text<Letter>('docNo', w('文号', 'Number'), 22),
    day<Letter>('issuedOn', w('发出日期', 'Issued on')),
    day<Letter>('replyDueOn', w('回复期限', 'Reply due')),
    day<Letter>('repliedOn', w('回复日期', 'Replied on')),
    flag<Letter>('overdue', w('逾期', 'Overdue')),
    text<Letter>('note', w('主要内容', 'Content'), 36),
    text<Letter>('replyNote', w('回复情况', 'Reply'), 36),
    ...identity<Letter>(),
  ],
  filterWords: {
    enterpriseId: w('企业', 'Enterprise'),
    kind: w('文书种类', 'Kind'),
    replied: w('已回复', 'Replied'),
  },
};

export const sites: ListExport<SiteRow, Site> = {
  resource: 'sites',
  list: siteList,
  filter: siteFilter,
  records: sitesOf,
  columns: [
    text<Site>('name', w('名称', 'Name'), 30),
    ...placed<Site>(),
    text<Site>('batchName', w('批类', 'Batch')),
    word<Site>('kind', w('类型', 'Kind'), 'siteKind'),
    text<Site>('address', w('地址', 'Address'), 30),
    flag<Site>('hasFederation', w('会（工联会）', 'Federation'), 12),
    flag<Site>('hasStation', w('站（职工服务站）', 'Service station'), 16),
    flag<Site>('hasHome', w('家（职工之家）', "Workers' home"), 14),
    word<Site>('status', w('状态', 'Status'), 'siteStatus'),
    day<Site>('buildingOn', w('开工日期', 'Building since')),
    day<Site>('acceptedOn', w('验收日期', 'Accepted on')),
    day<Site>('listedOn', w('命名日期', 'Listed on')),
    day<Site>('revokedOn', w('撤销日期', 'Revoked on')),
    day<Site>('reinspectedOn', w('最近复查', 'Last re-inspection')),
    made<Site>('missingMonths', w('缺报', 'Missing reports'), ({ missingMonths }) => missingMonths.join('、'), {
      width: 20,
    }),
    ...identity<Site>(),
  ],
  filterWords: {
    batchCategory: w('批类', 'Batch'),
    built: w('已建成', 'Built'),
    builtBy: w('建成于该月及以前', 'Built by'),
    missingMonth: w('缺报月份', 'Month missing'),
    missingReports: w('有缺报', 'Reports missing'),
    forMe: w('待我办理', 'Waits for me'),
  },
};

export const siteReports: ListExport<SiteReportRow, SiteReport> = {
  resource: 'site-reports',
  list: siteReportList,
  filter: siteReportFilter,
  records: (ctx, rows) => rows.map((row) => siteReportOf(ctx, row)),
  columns: [
    text<SiteReport>('month', w('月份', 'Month'), 9),
    text<SiteReport>('siteName', w('建设点', 'Site'), 30),
    ...placed<SiteReport>(),
    ...siteFigures.map((figure) => number<SiteReport>(figure, words.siteFigure[figure], 12)),
    text<SiteReport>('note', w('说明', 'Note'), 30),
    text<SiteReport>('reportedBy', w('上报人', 'Reported by'), 10),
    ...identity<SiteReport>(),
  ],
  filterWords: {
    siteId: w('建设点', 'Site'),
    doubtful: w('存疑', 'Doubtful'),
    newestBy: w('各点最新一期，截至', 'Newest of each site by'),
    built: w('已验收或已命名', 'Accepted or listed'),
  },
};
