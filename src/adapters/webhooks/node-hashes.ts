import { createHash, createHmac } from 'node:crypto';
import type { Hashes } from '../../core/model/web-call.ts';

/** Node's hashes, for the books to sign their calls with. */
export const hashes: Hashes = {
  hash: (algorithm, text) => createHash(algorithm).update(text, 'utf8').digest('hex'),
  hmac: (algorithm, key, text, written) => createHmac(algorithm, key).update(text, 'utf8').digest(written),
};
