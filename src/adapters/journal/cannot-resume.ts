import { CannotWrite } from '../line-file.ts';

/** What is there is not the beginning of what this run writes. The file is as it was. */
export class CannotResume extends CannotWrite {
  readonly line: number;

  constructor(path: string, line: number, why: string) {
    super(path, new Error(why));
    this.line = line;
  }
}

/** How far it went: `lines` of the file were made again, and `isPast` when these were all. */
export type OnResumed = (path: string, lines: number, isPast: boolean) => void;
