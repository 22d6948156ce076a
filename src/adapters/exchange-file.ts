import type { Exchange } from './in-process.ts';
import { type LineFile, openLineFile } from './line-file.ts';

/** Wire exchanges beside the journal, one a line. They come without their secrets. */
export interface ExchangeFile {
  write(exchange: Exchange): void;
  close(): void;
}

export const openExchangeFile = (path: string): ExchangeFile => exchangesInto(openLineFile(path));

/** The same into a file that is open. */
export function exchangesInto(file: Pick<LineFile, 'write' | 'close'>): ExchangeFile {
  return {
    write: ({ id, attempt, gateway, request, response }) =>
      file.write(`${JSON.stringify({ id, attempt, gateway, request, response })}\n`),
    close: () => file.close(),
  };
}
