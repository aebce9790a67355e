import type { DataProvider, GetListParams, GetListResult, RaRecord } from 'ra-core';
import { OFFLINE, statusOf } from '../providers/httpClient.ts';
import { onDevice, type KeptRecord } from './db.ts';

type Given = RaRecord<string> & { mayActions?: string[]; checklistId?: string; campaignId?: string };

/** What the offline form needs of each kind: only what still waits for an answer, and what belongs to it. */
const needed: Partial<Record<string, (record: Given) => boolean>> = {
  inspections: (record) => record.mayActions?.includes('save') ?? false,
  rectifications: (record) => record.mayActions?.includes('rectify') ?? false,
  checklists: () => true,
  campaigns: () => true,
};

/** Records of one person that are kept at most; the ones that were seen last stay. */
const atMost = 300;

const keyOf = (person: string, resource: string, id: string) => `${person}/${resource}/${id}`;

async function keep(person: string, resource: string, records: readonly Given[]): Promise<void> {
  const wanted = needed[resource];
  if (!wanted || records.length === 0) return;
  const at = Date.now();
  await onDevice(async (database) => {
    const { store, done } = database.transaction('records', 'readwrite');
    const written = records.map((record) => {
      const key = keyOf(person, resource, record.id);
      return wanted(record) ? store.put({ key, person, resource, record, at }) : store.delete(key);
    });
    await Promise.all([...written, done]);
  }, undefined);
}

const keptOf = (person: string): Promise<KeptRecord[]> =>
  onDevice((database) => database.getAllFromIndex('records', 'person', person), []);

const keptOne = (person: string, resource: string, id: string) =>
  onDevice((database) => database.get('records', keyOf(person, resource, id)), undefined);

/** Of the filters of a list, those that a device can answer; it has nothing but what waits anyway. */
function matches(record: Given, filter: Record<string, unknown>): boolean {
  return ['id', 'status', 'campaignId', 'unionId', 'inspectionId', 'responsible'].every((field) => {
    const asked = filter[field];
    return asked === undefined || [asked].flat().includes(record[field] as never);
  });
}

async function keptList(person: string, resource: string, params: GetListParams): Promise<GetListResult | null> {
  const all = (await keptOf(person)).filter((one) => one.resource === resource).map(({ record }) => record as Given);
  const found = all.filter((record) => matches(record, (params.filter ?? {}) as Record<string, unknown>));
  return all.length === 0 ? null : { data: found, total: found.length };
}

/** The checklists and campaigns of what waits, fetched once, so that any of it can be opened without a network. */
async function fetchCompanions(provider: DataProvider, person: string, records: readonly Given[]): Promise<void> {
  const waiting = records.filter((record) => needed['inspections']?.(record));
  const companions = [
    ...new Set(waiting.map(({ checklistId }) => `checklists/${checklistId}`)),
    ...new Set(waiting.map(({ campaignId }) => `campaigns/${campaignId}`)),
  ];
  for (const companion of companions) {
    const [resource = '', id = ''] = companion.split('/');
    if (!(await keptOne(person, resource, id))) await provider.getOne(resource, { id });
  }
}

async function forgetOldest(person: string): Promise<void> {
  const kept = (await keptOf(person)).toSorted((a, b) => b.at - a.at).slice(atMost);
  await onDevice((database) => Promise.all(kept.map(({ key }) => database.delete('records', key))), []);
}

/** Everything that came from the server leaves the device; drafts, which people made, do not. */
export async function forgetRecords(): Promise<void> {
  await onDevice(async (database) => {
    await database.clear('records');
    await database.clear('person');
  }, undefined);
}

/**
 * The same provider; what the form needs is also kept on the device for the person who reads it, and answers instead of
 * a server that can't be reached. Everything else fails without a network as before.
 */
export function keeping(provider: DataProvider, who: () => string | null): DataProvider {
  const aside = (work: Promise<unknown>) => void work.catch(() => undefined);
  const kept: DataProvider = {
    ...provider,
    async getOne(resource, params) {
      const person = who();
      try {
        const answer = await provider.getOne(resource, params);
        if (person) aside(keep(person, resource, [answer.data as Given]));
        return answer;
      } catch (failure) {
        const own = person && statusOf(failure) === OFFLINE ? await keptOne(person, resource, String(params.id)) : null;
        if (!own) throw failure;
        return { data: own.record as never };
      }
    },
    async getList(resource, params) {
      const person = who();
      try {
        const answer = await provider.getList(resource, params);
        if (person && (resource === 'inspections' || resource === 'rectifications')) {
          const records = answer.data as unknown as Given[];
          aside(keep(person, resource, records).then(() => forgetOldest(person)));
          if (resource === 'inspections') aside(fetchCompanions(kept, person, records));
        }
        return answer;
      } catch (failure) {
        const own = person && statusOf(failure) === OFFLINE ? await keptList(person, resource, params) : null;
        if (!own) throw failure;
        return own as never;
      }
    },
  };
  return kept;
}
