import type { AllowedFolders } from '../adapters/files/file-access.ts';

/** What the command line asks of all that read stories. */
export interface LoadOptions extends AllowedFolders {
  /** Of each file so many problems are shown. */
  readonly problems?: number | undefined;
  /** Bytes that the whole process may have while files are read. */
  readonly maxMemory?: number;
}

/** What was asked of all commands that keep large imports on a disk. */
export interface SpillOptions {
  /** The folder in which that is made. */
  readonly spill?: string;
  /** Bytes that the whole process may have. */
  readonly maxMemory?: number;
}

/** These alone, of all options of a command. */
export const loadOptionsOf = ({ allowRead, allowWrite, problems, maxMemory }: LoadOptions): LoadOptions => ({
  allowRead,
  allowWrite,
  problems,
  ...(maxMemory !== undefined && { maxMemory }),
});
