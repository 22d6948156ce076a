import type { Exchange } from './in-process.ts';
import { openLineFile } from './line-file.ts';

/** Wire exchanges beside the journal, one a line. They come without their secrets. */
export interface ExchangeFile {
  write(exchange: Exchange): void;
  close(): void;
}

export function openExchangeFile(path: string): ExchangeFile {
  const file = openLineFile(path);
  return {
    write: ({ id, attempt, gateway, request, response }) =>
      file.write(`${JSON.stringify({ id, attempt, gateway, request, response })}\n`),
    close: () => file.close(),
  };
}
