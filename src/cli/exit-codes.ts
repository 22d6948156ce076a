/** What the command line ends with; other programs read these numbers. */
export const exitCodes = {
  /** Every promise kept. */
  kept: 0,
  /** Usage, missing path, nothing to run. */
  usage: 1,
  /** A file does not parse, is unreadable or too large. */
  unreadable: 2,
  /** drysend itself could not run it. */
  couldNotRun: 3,
  /** An expectation or invariant broke. */
  broken: 4,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
