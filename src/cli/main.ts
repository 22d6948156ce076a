#!/usr/bin/env node
import manifest from '../../package.json' with { type: 'json' };

// The version is asked for by scripts and completions: nothing else is loaded for it.
const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') {
  process.stdout.write(`${manifest.version}\n`);
} else {
  const { commandLine } = await import('./command-line.ts');
  const { processTerminal } = await import('./terminal.ts');
  process.exitCode = await commandLine(process.argv.slice(2), processTerminal(), manifest.version);
}
