import { isUnderWay, type Import, type ImportRow } from '../../shared/imports.ts';
import type { Client } from './client.ts';
import { until } from './world.ts';

export type File = { kind: Import['kind']; content: string | Buffer; filename?: string; campaignId?: string };

/** Whoever brings files of the kinds, from the upload to the end. */
export function importer(person: Client) {
  const settled = (id: string) =>
    until(async () => {
      const { body } = await person.get<Import>(`/imports/${id}`);
      return isUnderWay(body.status) ? null : body;
    });

  const send = ({ content, filename = '名册.csv', ...fields }: File) =>
    person.sendFile<Import & { code?: string }>('/imports', filename, content, fields);

  const act = async ({ id, version }: Import, action: string, body: object = {}): Promise<Import> => {
    const answer = await person.post<Import>(`/imports/${id}/${action}`, { version, ...body });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return settled(id);
  };

  return {
    send,
    /** The preview of a file. */
    async preview(file: File): Promise<Import> {
      const sent = await send(file);
      if (sent.status !== 201) throw new Error(JSON.stringify(sent.body));
      return settled(sent.body.id);
    },
    confirm: (seen: Import, policy = 'stop') => act(seen, 'confirm', { policy }),
    undo: (done: Import) => act(done, 'undo'),
    rows: async ({ id }: Import, query = ''): Promise<ImportRow[]> =>
      (await person.get<{ rows: ImportRow[] }>(`/imports/${id}/rows${query}`)).body.rows,
  };
}

/** What is wrong in which row: `row heading code-sentence`. */
export const faultsIn = (rows: readonly ImportRow[]): Record<number, Record<string, string>> =>
  Object.fromEntries(
    rows
      .filter(({ outcome }) => outcome === 'error')
      .map(({ row, errors }) => [row, Object.fromEntries(errors.map(({ column, message }) => [column, message]))]),
  );

export const csvOf = (...lines: (readonly (string | number | null)[])[]): string =>
  lines
    .map((line) => line.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(','))
    .join('\r\n');
