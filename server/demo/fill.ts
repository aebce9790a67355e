import type { Sql } from 'sql-template-tag';
import { addDays, type Day } from '../../shared/rules/days.ts';
import { hashPassword } from '../features/auth/password.ts';
import { accountEvents, demoPassword, insertAccounts, insertChairAccount } from './accounts.ts';
import { openScope, type Generator } from './generate.ts';
import { officeDay } from './plan.ts';
import { helperFunctions } from './sql/helpers.ts';

const run = ({ client }: Generator, { text, values }: Sql) => client.query(text, values);

/** What a connection needs once before it makes anything; the scope it needs in each transaction. */
export async function prepare(g: Generator): Promise<void> {
  for (const statement of helperFunctions) await run(g, statement);
  await openScope(g.client);
}

/** Older than anything else that is made. */
const accountsSince = (today: Day) => new Date(`${officeDay(addDays(today, -411))}T10:00:00+08:00`);

/** First, because officers with an account are those who act in the history. Answers with how to make the last one. */
export async function addAccounts(g: Generator): Promise<(g: Generator) => Promise<void>> {
  const since = accountsSince(g.plan.today);
  const passwordHash = await hashPassword(demoPassword);
  await run(g, insertAccounts(passwordHash, since));
  return async (last) => {
    await run(last, insertChairAccount(passwordHash, since));
    await run(last, accountEvents);
  };
}
