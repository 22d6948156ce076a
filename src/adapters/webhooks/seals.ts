import { createHash, createHmac } from 'node:crypto';
import type { Seals } from '../../core/model/web-call.ts';

/** Node's hashes, for the books to sign their calls with. */
export const seals: Seals = {
  hash: (algorithm, text) => createHash(algorithm).update(text, 'utf8').digest('hex'),
  hmac: (algorithm, key, text, written) => createHmac(algorithm, key).update(text, 'utf8').digest(written),
};
