import pg from 'pg';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Answers, Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Deps } from '../../server/deps.ts';
import { builtinIds } from '../../server/features/checklists/builtin.ts';
import { builders, password, type Builders } from './builders.ts';
import { client, type Client } from './client.ts';
import { createDatabase, type TestDatabase } from './postgres.ts';
import { startServer, type ServerOptions } from './server.ts';

export type World = {
  /** Where the server listens. */
  url: string;
  /** What its server stands on, for a second one beside it. */
  database: TestDatabase;
  /** The owner of the tables, for building and for looking behind the server's back. */
  owner: pg.Client;
  build: Builders;
  /** What the server is made of, for its background work. */
  deps: Deps;
  /** A signed-in person; signs in once. */
  as(username: string): Promise<Client>;
  close(): Promise<void>;
};

/** A database of its own with the people of the tests in two provinces, and a server on it. */
export async function openWorld({ database: given, ...options }: Partial<ServerOptions> = {}): Promise<World> {
  const database = given ?? (await createDatabase());
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const build = builders(owner);
  await build.openProvinces('15', '44');
  await build.everybody();
  const server = await startServer({ ...options, database });
  const signedIn = new Map<string, Promise<Client>>();
  return {
    url: server.url,
    deps: server.deps,
    database,
    owner,
    build,
    as(username) {
      const known = signedIn.get(username) ?? signIn(server.url, username);
      signedIn.set(username, known);
      return known;
    },
    async close() {
      await server.stop();
      await owner.end();
      await database.drop();
    },
  };
}

export async function signIn(url: string, username: string): Promise<Client> {
  const person = client(url);
  const answer = await person.login(username, password);
  if (answer.status !== 200) throw new Error(`${username} can't sign in: ${JSON.stringify(answer.body)}`);
  return person;
}

/** A campaign of 内蒙古 with the 13 questions, and days in 2026 as in the model case. */
export const campaignInput = {
  title: '全区基层工会组织建设自查自纠',
  checklistId: builtinIds.selfInspection,
  startsOn: '2026-06-01',
  submitBy: '2026-09-20',
  immediateDueOn: '2026-09-30',
  scheduledDueOn: '2026-12-31',
  scope: { orgCodes: ['15'] },
};

/** Issues a campaign and waits until all its targets exist. */
export async function issuedCampaign(world: World, input: object = {}, username = 'nmg-officer'): Promise<Campaign> {
  const officer = await world.as(username);
  const draft = await officer.post<Campaign>('/campaigns', { ...campaignInput, ...input });
  if (draft.status !== 201) throw new Error(JSON.stringify(draft.body));
  await officer.post(`/campaigns/${draft.body.id}/issue`, {});
  return until(async () => {
    const { body } = await officer.get<Campaign>(`/campaigns/${draft.body.id}`);
    return body.status === 'issued' ? body : null;
  });
}

/** Asks again and again until there is an answer; a test that waits forever fails by its own timeout. */
export async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** All 13 questions answered, the named ones badly. */
export function answersWith(bad: readonly string[]): Answers {
  const keys = Array.from({ length: 13 }, (_, index) => `Q${index + 1}`);
  return Object.fromEntries(
    keys.map((key) => [key, { value: (key === 'Q13') === bad.includes(key) ? ('yes' as const) : ('no' as const) }]),
  );
}

/** A union of 150102 inspected by its district, with these questions answered badly, and the items by question. */
export async function submittedInspection(
  world: World,
  bad: string[],
): Promise<{ inspection: Inspection; items: Map<string, Rectification> }> {
  const campaign = await issuedCampaign(world);
  const district = await world.as('xincheng-officer');
  const [inspection] = await district.list<Inspection>('inspections', {
    campaignId: campaign.id,
    status: 'pending',
    orgCode: '150102',
  });
  const answer = await district.post<Inspection>(`/inspections/${inspection!.id}/submit`, {
    answers: answersWith(bad),
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const items = await district.list<Rectification>('rectifications', { inspectionId: inspection!.id });
  return { inspection: answer.body, items: new Map(items.map((item) => [item.itemKey, item])) };
}
