/** Bytes as the page keeps them: deflated, in base64. */
import { deflateRawSync } from 'node:zlib';

export const packed = (bytes: Uint8Array): string => deflateRawSync(bytes, { level: 9 }).toString('base64');

export const packedJson = (value: unknown): string => packed(new TextEncoder().encode(JSON.stringify(value)));
