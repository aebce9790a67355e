import { useMemo } from 'react';
import simpleRest from 'ra-data-simple-rest';
import {
  useLogoutIfAccessDenied,
  type DataProvider,
  type GetListParams,
  type GetManyParams,
  type Identifier,
  type QueryFunctionContext,
  type RaRecord,
} from 'ra-core';
import type { Progress, ProgressQuery } from '../../shared/progress.ts';
import type { BulkResult } from '../../shared/rectifications.ts';
import { keeping } from '../offline/records.ts';
import { httpClient } from './httpClient.ts';
import { personId } from './session.ts';

const api = '/api';
const rest = simpleRest(api, httpClient as Parameters<typeof simpleRest>[1]);

/** An id is a UUID; a hundred of them, encoded, stay well below the 16 kB of a request's head. */
const idsPerRequest = 100;

export type BulkBody = { ids: string[]; versions?: Record<string, number>; [field: string]: unknown };
export type QueryParams = Record<string, string | number | boolean | undefined>;

const query = (params: QueryParams) => {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
};

const post = async <T>(path: string, body: unknown) =>
  (await httpClient<T>(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) })).json;

async function getSome(resource: string, ids: readonly Identifier[]): Promise<RaRecord[]> {
  const search = query({ filter: JSON.stringify({ id: ids }), range: JSON.stringify([0, ids.length - 1]) });
  const { json } = await httpClient<RaRecord[]>(`${api}/${resource}?${search}`);
  return json;
}

/** What the console asks of the server beside the plain records of `ra-data-simple-rest`. */
const more = {
  /** A workflow act on one record; waits for the server and answers with the record after it. */
  action: <T = RaRecord>(resource: string, id: Identifier, action: string, body: object = {}): Promise<T> =>
    post<T>(`${resource}/${encodeURIComponent(id)}/${action}`, body),
  /** The same act on at most 500 records, each judged by itself. */
  bulk: async (resource: string, action: string, body: BulkBody): Promise<BulkResult[]> =>
    (await post<{ results: BulkResult[] }>(`${resource}/bulk/${action}`, body)).results,
  progress: async (params: Partial<ProgressQuery>): Promise<Progress> =>
    (await httpClient<Progress>(`${api}/progress?${query(params)}`)).json,
  /** What lives under `/api/me/…` and `/api/reports/…`: `read('me/work')`. */
  read: async <T>(path: string, params: QueryParams = {}): Promise<T> => {
    const search = query(params);
    return (await httpClient<T>(`${api}/${path}${search && `?${search}`}`)).json;
  },
  post,
};

export type ConsoleDataProvider = DataProvider & typeof more;

const records: DataProvider = {
  ...rest,
  /** `meta.capped`: there are more rows than `total` says. */
  async getList<T extends RaRecord>(resource: string, params: GetListParams & QueryFunctionContext) {
    let capped = false;
    const asking: typeof httpClient = async (url, options) => {
      const answer = await httpClient<never>(url, options);
      capped = answer.headers.get('x-total-capped') === 'true';
      return answer;
    };
    const list = await simpleRest(api, asking as Parameters<typeof simpleRest>[1]).getList<T>(resource, params);
    return capped ? { ...list, meta: { capped } } : list;
  },
  async getMany<T extends RaRecord>(resource: string, { ids }: GetManyParams<T>) {
    const chunks = Array.from({ length: Math.ceil(ids.length / idsPerRequest) }, (_, index) =>
      ids.slice(index * idsPerRequest, (index + 1) * idsPerRequest),
    );
    const found = await Promise.all(chunks.map((chunk) => getSome(resource, chunk)));
    return { data: found.flat() as T[] };
  },
  update: (resource, params) => {
    const version: unknown = params.data.version ?? params.previousData?.['version'];
    return rest.update(resource, { ...params, data: { ...params.data, version } });
  },
  async delete<T extends RaRecord>(resource: string, { id, previousData }: { id: Identifier; previousData?: T }) {
    await httpClient(`${api}/${resource}/${encodeURIComponent(id)}`, { method: 'DELETE' });
    return { data: (previousData ?? { id }) as T };
  },
};

export const dataProvider: ConsoleDataProvider = { ...keeping(records, personId), ...more };

/** The same calls inside React: a session that has ended leads to the sign-in page. */
export function useData(): typeof more {
  const leaveIfSignedOut = useLogoutIfAccessDenied();
  return useMemo(() => {
    const guarded =
      <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
      (...args: A) =>
        call(...args).catch(async (failure: unknown) => {
          await leaveIfSignedOut(failure);
          throw failure;
        });
    return {
      action: guarded(more.action) as typeof more.action,
      bulk: guarded(more.bulk),
      progress: guarded(more.progress),
      read: guarded(more.read) as typeof more.read,
      post: guarded(more.post) as typeof more.post,
    };
  }, [leaveIfSignedOut]);
}
