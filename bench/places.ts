import { NATION } from '../shared/rules/orgCode.ts';

export const scopes = ['nation', 'province', 'city', 'district'] as const;
export type ScopeName = (typeof scopes)[number];

/** Where each scope is measured, and who reads there. */
export const places: Record<ScopeName, { orgCode: string; reader: string; children: number }> = {
  nation: { orgCode: NATION, reader: 'nation-leader', children: 31 },
  province: { orgCode: '15', reader: 'nmg-officer', children: 12 },
  city: { orgCode: '1501', reader: 'hohhot-officer', children: 9 },
  district: { orgCode: '150102', reader: 'xincheng-officer', children: 0 },
};

/** The same place in hand-written SQL: a condition on the columns of `alias`, with its values from `$first` on. */
export function condition(orgCode: string, alias: string, first: number): { text: string; values: string[] } {
  if (orgCode === NATION) return { text: 'true', values: [] };
  const province = `${alias}.province_code = $${first}`;
  if (orgCode.length === 2) return { text: province, values: [orgCode] };
  const to = orgCode.slice(0, -1) + String.fromCharCode(orgCode.charCodeAt(orgCode.length - 1) + 1);
  return {
    text: `${province} and ${alias}.org_code >= $${first + 1} and ${alias}.org_code < $${first + 2}`,
    values: [orgCode.slice(0, 2), orgCode, to],
  };
}
