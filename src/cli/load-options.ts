import type { AllowedFolders } from '../adapters/files/file-access.ts';

/** What the command line asks of all that read stories. */
export interface LoadOptions extends AllowedFolders {
  /** Of each file so many problems are shown. */
  readonly problems?: number | undefined;
}

/** These alone, of all options of a command. */
export const loadOptionsOf = ({ allowRead, allowWrite, problems }: LoadOptions): LoadOptions => ({
  allowRead,
  allowWrite,
  problems,
});
