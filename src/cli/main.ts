#!/usr/bin/env node
import { writeSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };

// The version is asked for by scripts and completions: nothing is loaded for it, not even Node's stream of stdout.
const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') {
  writeSync(1, `${manifest.version}\n`);
} else {
  const [{ commandLine }, { processTerminal }] = await Promise.all([
    import('./command-line.ts'),
    import('./terminal.ts'),
  ]);
  process.exitCode = await commandLine(process.argv.slice(2), processTerminal(), manifest.version);
}
