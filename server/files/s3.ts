import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Env } from '../env.ts';
import type { Shelf } from '../files.ts';

/** Missing keys are 404; a bucket without the right to list says 403, which is a fault to be told. */
const isMissing = (error: unknown) => {
  const { name, $metadata } = error as S3ServiceException;
  return name === 'NoSuchKey' || (name === 'NotFound' && $metadata?.httpStatusCode === 404);
};

/** What goes wrong is told by the failure, once. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Files in a bucket of any S3-compatible storage, below a prefix; loaded only where one is set up. */
export function s3Shelf(env: Env): Shelf {
  const client = new S3Client({
    region: env.FILES_S3_REGION,
    ...(env.FILES_S3_ENDPOINT ? { endpoint: env.FILES_S3_ENDPOINT } : {}),
    ...(env.FILES_S3_ACCESS_KEY_ID
      ? { credentials: { accessKeyId: env.FILES_S3_ACCESS_KEY_ID, secretAccessKey: env.FILES_S3_SECRET_ACCESS_KEY! } }
      : {}),
    forcePathStyle: env.FILES_S3_FORCE_PATH_STYLE,
    maxAttempts: 2,
    logger: silent,
    // Many compatible storages know only the checks of the signature, which covers the SHA-256 of the content.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  });
  const place = (key: string) => ({
    Bucket: env.FILES_S3_BUCKET,
    Key: `${env.FILES_S3_PREFIX}${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`,
  });

  async function isThere(key: string, bytes: number): Promise<boolean> {
    try {
      const { ContentLength } = await client.send(new HeadObjectCommand(place(key)));
      return ContentLength === bytes;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  return {
    async keep(key, from, { sha256, bytes, mediaType }) {
      if (await isThere(key, bytes)) return;
      const body = createReadStream(from);
      const command = new PutObjectCommand({
        ...place(key),
        Body: body,
        ContentLength: bytes,
        ContentType: mediaType ?? 'application/octet-stream',
      });
      // Signed along, so that the storage refuses other bytes than these.
      command.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] = sha256;
          return next(args);
        },
        { step: 'build', name: 'contentHash' },
      );
      try {
        await client.send(command);
      } finally {
        body.destroy();
      }
    },
    async open(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(place(key)));
        return Body as Readable;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(place(key)));
    },
  };
}
