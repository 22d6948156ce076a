import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** One command: how it is called, and what it does when it is. The doing is loaded only then. */
export type CommandMaker = (terminal: Terminal, version: string, end: (code: ExitCode) => void) => Command;
