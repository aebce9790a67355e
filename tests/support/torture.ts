import type { Import } from '../../shared/imports.ts';
import { isUnderWay } from '../../shared/imports.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { password } from './builders.ts';
import { client, type Answer, type Client } from './client.ts';
import { csvOf } from './imports.ts';
import { KB, picture } from './uploads.ts';
import { answersWith } from './world.ts';

/** What the server has acknowledged: kept outside of it, and so not lost with it. */
export type Journal = {
  submitted: Set<string>;
  /** Steps of items: the item, and what was done to it. */
  steps: { id: string; action: string }[];
  unions: Set<string>;
  /** Files by their id, with the hash that the server has acknowledged. */
  files: Map<string, string>;
  /** Confirmed imports, with the names that they bring. */
  imports: Map<string, string[]>;
  acknowledged: number;
  refused: number;
};

export const emptyJournal = (): Journal => ({
  submitted: new Set(),
  steps: [],
  unions: new Set(),
  files: new Map(),
  imports: new Map(),
  acknowledged: 0,
  refused: 0,
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether the server has taken the step: not when the connection broke, and not when it said that it can't serve. */
const isTaken = (answer: Answer<unknown> | null): boolean => answer !== null && answer.status < 300;

/** A person who goes on whatever happens: signs in again, and takes a broken connection for no answer. */
class Stubborn {
  readonly #url: string;
  readonly #username: string;
  #client: Client | undefined;
  constructor(url: string, username: string) {
    this.#url = url;
    this.#username = username;
  }
  async try<T>(act: (person: Client) => Promise<Answer<T>>): Promise<Answer<T> | null> {
    try {
      if (!this.#client) {
        const fresh = client(this.#url);
        const answer = await fresh.login(this.#username, password);
        if (answer.status !== 200) throw new Error('not now');
        this.#client = fresh;
      }
      const answer = await act(this.#client);
      if (answer.status === 401) this.#client = undefined;
      if (answer.status < 500) return answer;
      if (answer.status !== 503) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    } catch (error) {
      if (error instanceof Error && /^5\d\d /.test(error.message)) throw error;
    }
    await pause(100);
    return null;
  }
}

export type Work = { url: string; pending: string[]; journal: Journal; stopped: () => boolean };

/** Eight writers of every kind of write; ends when `stopped` and all have laid down their pens. */
export async function write(work: Work): Promise<void> {
  const { url, pending, journal, stopped } = work;
  const ready: string[] = [];
  const person = (username: string) => new Stubborn(url, username);
  const note = (answer: Answer<unknown> | null, keep: () => void) => {
    if (isTaken(answer)) {
      journal.acknowledged += 1;
      keep();
    } else journal.refused += 1;
    return isTaken(answer);
  };

  async function submits(): Promise<void> {
    const district = person('xincheng-officer');
    for (let id = pending.pop(); id && !stopped(); id = pending.pop()) {
      const answer = await district.try((one) =>
        one.post(`/inspections/${id}/submit`, { answers: answersWith(['Q4', 'Q7', 'Q11']) }),
      );
      if (note(answer, () => journal.submitted.add(id!))) ready.push(id);
      await pause(15);
    }
  }

  async function step(who: Stubborn, id: string, action: string, body: object): Promise<boolean> {
    const answer = await who.try((one) => one.post(`/rectifications/${id}/${action}`, body));
    return note(answer, () => journal.steps.push({ id, action }));
  }

  const itemsOf = async (who: Stubborn, inspectionId: string): Promise<string[]> => {
    const query = new URLSearchParams({ filter: JSON.stringify({ inspectionId }) });
    const answer = await who.try((one) => one.get<Rectification[]>(`/rectifications?${query}`));
    return answer?.status === 200 ? answer.body.map(({ id }) => id) : [];
  };

  async function moves(): Promise<void> {
    const [district, city] = [person('xincheng-officer'), person('hohhot-officer')];
    while (!stopped()) {
      const next = ready.pop();
      for (const [index, id] of (next ? await itemsOf(district, next) : []).entries()) {
        if (!(await step(district, id, 'rectify', { measures: '已整改' }))) continue;
        if (index % 2 === 0) await step(city, id, 'close', {});
        else if (await step(city, id, 'return', { reason: '请补充' }))
          await step(district, id, 'rectify', { measures: '再次整改' });
      }
      await pause(20);
    }
  }

  async function bulk(): Promise<void> {
    const [district, city] = [person('xincheng-officer'), person('hohhot-officer')];
    while (!stopped()) {
      const ids: string[] = [];
      for (const next of ready.splice(0, 3)) ids.push(...(await itemsOf(district, next)));
      for (const [who, action, body] of [
        [district, 'rectify', { measures: '已整改' }],
        [city, 'close', {}],
      ] as const) {
        if (ids.length === 0) break;
        const answer = await who.try((one) =>
          one.post<{ results: { id: string; ok: boolean }[] }>(`/rectifications/bulk/${action}`, { ids, ...body }),
        );
        const done = answer?.status === 200 ? answer.body.results.filter(({ ok }) => ok) : [];
        note(answer, () => journal.steps.push(...done.map(({ id }) => ({ id, action }))));
      }
      await pause(60);
    }
  }

  /** Each union is sent until it is acknowledged, always under the same key. */
  async function creates(): Promise<void> {
    const district = person('xincheng-officer');
    for (let n = 0; !stopped(); n += 1) {
      const name = `某某${n}公司工会`;
      const body = { orgCode: '150102', name, kind: 'enterprise', employees: 30, members: 20 };
      const once = () => district.try((one) => one.post('/unions', body, { 'idempotency-key': `union-${n}` }));
      while (!stopped() && !note(await once(), () => journal.unions.add(name)));
      await pause(25);
    }
  }

  async function uploads(): Promise<void> {
    const district = person('xincheng-officer');
    for (let n = 0; !stopped(); n += 1) {
      const content = picture(40 * KB, `upload ${n}`);
      const answer = await district.try((one) => one.upload(`现场${n}.png`, 'image/png', {}, content));
      note(answer, () => journal.files.set(answer!.body.id, (answer!.body as unknown as { sha256: string }).sha256));
      await pause(120);
    }
  }

  async function imports(): Promise<void> {
    const district = person('xincheng-officer');
    const settled = async (id: string): Promise<Import | null> => {
      while (!stopped()) {
        const answer = await district.try((one) => one.get<Import>(`/imports/${id}`));
        if (answer?.status === 200 && !isUnderWay(answer.body.status)) return answer.body;
        await pause(100);
      }
      return null;
    };
    for (let n = 0; !stopped(); n += 1) {
      const names = Array.from({ length: 20 }, (_, row) => `导入${n}批${row}号工会`);
      const lines = names.map((name) => [name, '新城区', '企业', '30', '20']);
      const content = csvOf(['单位名称', '所属地区', '单位性质', '职工人数', '会员人数'], ...lines);
      const sent = await district.try((one) =>
        one.sendFile<Import>('/imports', '名册.csv', content, { kind: 'unions' }),
      );
      const seen = sent?.status === 201 ? await settled(sent.body.id) : null;
      if (seen?.status === 'ready') {
        const answer = await district.try((one) =>
          one.post<Import>(`/imports/${seen.id}/confirm`, { version: seen.version, policy: 'stop' }),
        );
        if (note(answer, () => journal.imports.set(seen.id, names))) await settled(seen.id);
      }
      await pause(100);
    }
  }

  await Promise.all([submits(), submits(), moves(), moves(), bulk(), creates(), uploads(), imports()]);
}
