import type { WireRequest } from '../../core/model/wire.ts';
import type { Recorded } from './recorded.ts';
import { addressWithoutSecrets, bodyWithoutSecrets, headersWithoutSecrets } from './secrets-in-text.ts';

/** An exchange as it may be shown or written down; the words of a mail are left as they are. */
export function withoutSecrets(recorded: Recorded): Recorded {
  const { request, raw } = recorded;
  if (request.method === 'MAIL') return recorded;
  return {
    ...recorded,
    request: requestWithoutSecrets(request),
    ...(raw !== undefined && { raw: bytesWithoutSecrets(raw) }),
  };
}

/** The words of a mail are left as they are. */
export function requestWithoutSecrets(request: WireRequest): WireRequest {
  if (request.method === 'MAIL') return request;
  return {
    ...request,
    path: addressWithoutSecrets(request.path),
    headers: headersWithoutSecrets(request.headers),
    body: bodyWithoutSecrets(request.body),
  };
}

function bytesWithoutSecrets(raw: string): string {
  const text = Buffer.from(raw, 'base64').toString('latin1');
  return Buffer.from(bodyWithoutSecrets(text), 'latin1').toString('base64');
}
