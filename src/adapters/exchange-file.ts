import type { Exchange } from './in-process.ts';
import { type LineFile, openLineFile } from './line-file.ts';

/** Wire exchanges beside the journal, one a line. They come without their secrets. */
export interface ExchangeFile {
  write(exchange: Exchange): void;
  /** As `exchangeLine` has it. */
  writeLine(line: string): void;
  close(): void;
}

export const openExchangeFile = (path: string): ExchangeFile => exchangesInto(openLineFile(path));

/** The same into a file that is open. */
export function exchangesInto(file: Pick<LineFile, 'write' | 'close'>): ExchangeFile {
  return {
    write: (exchange) => file.write(exchangeLine(exchange)),
    writeLine: (line) => file.write(line),
    close: () => file.close(),
  };
}

export const exchangeLine = ({ id, attempt, gateway, request, response }: Exchange): string =>
  `${JSON.stringify({ id, attempt, gateway, request, response })}\n`;
