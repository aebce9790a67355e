import type pg from 'pg';

/** A province as the commands on whole tenants see it. */
export type Tenant = { code: string; name: string; active: boolean };

/** Throws where the code is not that of a province. */
export async function tenantOf(client: pg.ClientBase, code: string, { lock = false } = {}): Promise<Tenant> {
  const { rows } = await client.query<Tenant>(
    `select code, name, active from organisations where code = $1 and level = 'province' ${lock ? 'for update' : ''}`,
    [code],
  );
  if (!rows[0]) throw new Error(`${code} is not the code of a province`);
  return rows[0];
}
