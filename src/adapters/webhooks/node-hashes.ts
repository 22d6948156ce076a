import { createHash, createHmac } from 'node:crypto';
import type { Hashes } from '../../core/model/web-call.ts';

/** Node's hash functions, with which gateway kinds sign their calls. */
export const hashes: Hashes = {
  hash: (algorithm, text) => createHash(algorithm).update(text, 'utf8').digest('hex'),
  hmac: (algorithm, key, text, encoding) => createHmac(algorithm, key).update(text, 'utf8').digest(encoding),
};
