import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { put, scenario } from './a-terminal.ts';

/** A day that no month of its schedule has, which only running it shows. */
const stops = scenario('Stops')
  .replace('send: immediately', 'send: {monthly: {days: 30, every: 12, at: "09:00"}}')
  .replace('at: 2026-03-02', 'at: 2026-02-01');

/** Stories that keep their promises, break them, tell what happened, fail to run, and have many contacts. */
export function putStories(): void {
  put(
    'stories/a.yaml',
    `${scenario('Kept')}---\n${scenario('Broken', '- sms to asha containing "Goodbye"')}`,
  );
  put('stories/b.yaml', scenario('Told, not promised', ''));
  const people = Array.from(
    { length: 50 },
    (_, at) => `  m${at}: {type: mother, name: "Ama ${at}", contact_phone_number: "2547120000${10 + at}"}\n`,
  );
  put('stories/c.yaml', scenario('Many', '').replace('cases:\n', `cases:\n${people.join('')}`));
  put('stories/d.yaml', stops);
  put('stories/deep/a.yaml', scenario('Of the same name as another file'));
  put('stories/e.yaml', scenario('Warned', '- count: {channel: sms, is: 4}'));
}

/** Reports tell what a machine took and where a journal went; nothing else may differ. */
export const withoutTimes = (text: string): string =>
  text
    .replace(/"(real_ms|start|stop|duration)": [\d.]+/g, '"$1": 0')
    .replace(/ time="[\d.]+"/g, ' time=""')
    .replace(/duration='\d+'/g, "duration=''")
    .replace(/ +[\d.,]+ ms/g, ' ms')
    .replace(/(what happened is in) \w+\//g, '$1 ');

const reports = ['json', 'junit', 'ctrf', 'tap', 'teamcity', 'github', 'dots', 'html'];

export function outputsIn(folder: string): string[] {
  return [
    ...reports.flatMap((name) => ['-r', `${name}=${folder}/${name}`]),
    ...['-r', 'pretty', '--journal', `${folder}/journals/`, '--exchanges', `${folder}/wire.ndjson`],
  ];
}

export function read(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Object.fromEntries(
    names.map((one) => {
      const path = join(one.parentPath, one.name);
      const text = readFileSync(path, 'utf8');
      return [path.slice(folder.length + 1), path.includes('journals') ? text : withoutTimes(text)];
    }),
  );
}
