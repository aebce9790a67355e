import { rm } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';

/** The key that the server of the tests knows. */
export const s3Key = { FILES_S3_ACCESS_KEY_ID: 'S3RVER', FILES_S3_SECRET_ACCESS_KEY: 'S3RVER' };

/** An S3 server of the test's own on a loopback port, with one bucket; its port stays when it goes down and comes back. */
export async function openS3(bucket: string) {
  const directory = await mkdtemp(path.join(tmpdir(), 'union-console-s3-'));
  const start = async (port: number) => {
    const server = new S3rver({
      address: '127.0.0.1',
      port,
      silent: true,
      directory,
      configureBuckets: [{ name: bucket, configs: [] }],
    });
    return { server, port: (await server.run()).port };
  };
  let running = await start(0);
  const { port } = running;
  let up = true;
  const down = async () => {
    if (up) await running.server.close();
    up = false;
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    directory: path.join(directory, bucket),
    down,
    async up() {
      if (!up) running = await start(port);
      up = true;
    },
    async close() {
      await down();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
