import { expect, test } from '@jest/globals';
import type { UploadState } from '../../shared/attachments.ts';
import pg from 'pg';
import { builders, password } from '../support/builders.ts';
import { client } from '../support/client.ts';
import { createDatabase } from '../support/postgres.ts';
import { startProcess } from '../support/process.ts';
import { announce, finish, KB, picture, put } from '../support/uploads.ts';
import { until } from '../support/world.ts';

test('a file goes on at another server after the first was killed in the middle', async () => {
  const database = await createDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const build = builders(owner);
  await build.openProvinces('15');
  await build.everybody();
  const signIn = async (url: string) => {
    const person = client(url);
    expect((await person.login('xincheng-officer', password)).status).toBe(200);
    return person;
  };
  const content = picture(2_000 * KB, 'killed');
  const size = 256 * KB;
  const first = await startProcess(database);
  let person = await signIn(first.url);
  const { body: upload } = await announce(person, content);
  let acknowledged = 0;
  const sending = (async () => {
    for (let offset = 0; offset < content.length; offset += size) {
      const answer = await put(person, upload.id, offset, content.subarray(offset, offset + size));
      acknowledged = answer.body.offset;
    }
  })().catch(() => undefined);
  await until(() => Promise.resolve(acknowledged > size ? true : null));
  await first.kill();
  await sending;

  const second = await startProcess(database);
  person = await signIn(second.url);
  const { offset: from } = (await person.get<UploadState>(`/uploads/${upload.id}`)).body;
  expect(from).toBeGreaterThanOrEqual(acknowledged);
  for (let offset = from; offset < content.length; offset += size)
    expect((await put(person, upload.id, offset, content.subarray(offset, offset + size))).status).toBe(200);
  expect((await finish(person, upload.id)).status).toBe(201);
  await second.kill();
  await owner.end();
  await database.drop();
});
