import type { WireResponse } from '../src/core/model/wire.ts';

const TEXT_HEADERS = { 'content-type': 'text/plain; charset=utf-8' } as const;
export const JSON_HEADERS = { 'content-type': 'application/json' } as const;
const XML_HEADERS = { 'content-type': 'text/xml' } as const;

/** A plain text response. */
export const text = (status: number, body: string): WireResponse => ({ status, headers: TEXT_HEADERS, body });

/** A JSON response. */
export const json = (status: number, value: unknown): WireResponse => ({
  status,
  headers: JSON_HEADERS,
  body: JSON.stringify(value),
});

/** An XML response. */
export const xml = (status: number, body: string): WireResponse => ({ status, headers: XML_HEADERS, body });
