import { cipherWith, parseKey } from '../../server/cipher.ts';

/** One key for all servers of the tests: they share databases. */
export const testDataKey = Buffer.from('what the servers of tests share.').toString('base64');
export const testCipher = cipherWith([parseKey(testDataKey)!]);
