import type { UnreadFile } from '../report/unread-result.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

/** Nothing runs, because of these files; people have read of each what is wrong with it. */
export class UnsoundFiles extends Stop {
  readonly files: readonly UnreadFile[];

  constructor(message: string, files: readonly UnreadFile[], cure?: string) {
    super(exitCodes.unreadable, message, cure);
    this.files = files;
  }
}
