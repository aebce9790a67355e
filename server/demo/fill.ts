import type { Sql } from 'sql-template-tag';
import { addDays } from '../../shared/rules/days.ts';
import { hashPassword } from '../features/auth/password.ts';
import { accountEvents, demoPassword, insertAccounts, insertChairAccount } from './accounts.ts';
import { foldLedger, generateProvince, openScope, type Generator } from './generate.ts';
import { officeDay, type ProvincePlan } from './plan.ts';
import { helperFunctions } from './sql/helpers.ts';

type Options = {
  /** The accounts of the demonstration, without which nobody could look at the data. */
  accounts: boolean;
  /** Commits after each part, for amounts that no single transaction should hold; otherwise the caller commits. */
  inParts?: boolean;
  made?: (province: ProvincePlan, seconds: number) => void;
};

/** Makes all that the plan says, as the owner of the tables, in the open transaction of the client. */
export async function fill(g: Generator, { accounts, inParts = false, made }: Options): Promise<void> {
  const { client, plan } = g;
  const query = ({ text, values }: Sql) => client.query(text, values);
  const endPart = async () => {
    if (!inParts) return;
    await client.query('commit; begin');
    await openScope(client);
  };
  const createdAt = new Date(`${officeDay(addDays(plan.today, -411))}T10:00:00+08:00`);
  const passwordHash = accounts ? await hashPassword(demoPassword) : '';
  await openScope(client);
  for (const statement of helperFunctions) await query(statement);
  if (accounts) await query(insertAccounts(passwordHash, createdAt));
  for (const province of plan.provinces) {
    const begun = performance.now();
    await generateProvince(g, province);
    if (inParts) await foldLedger(g);
    await endPart();
    made?.(province, (performance.now() - begun) / 1000);
  }
  if (accounts) {
    await query(insertChairAccount(passwordHash, createdAt));
    await query(accountEvents);
  }
  await foldLedger(g);
  await endPart();
}
