#!/usr/bin/env node
import manifest from '../../package.json' with { type: 'json' };
import { processTerminal } from './terminal.ts';

// The version is asked for by scripts and completions: no command is loaded for it.
const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') {
  processTerminal().out(`${manifest.version}\n`);
} else {
  const { commandLine } = await import('./command-line.ts');
  process.exitCode = await commandLine(process.argv.slice(2), processTerminal(), manifest.version);
}
