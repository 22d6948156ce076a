/** What an assistant may ask: each tool is a command of the same name, with its answer bounded. */
import { z } from 'zod';
import { stories } from '../../report/text/span.ts';
import { answerCheck } from '../answer-check.ts';
import { answerPlan } from '../answer-plan.ts';
import { answerRoster } from '../answer-roster.ts';
import { answerWhy } from '../answer-why.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadPlans } from '../load-plans.ts';
import { rehearseFiles } from '../rehearse-files.ts';
import type { Terminal } from '../terminal.ts';

/** Arguments of all tools; each takes some of them. */
export interface ToolArguments {
  readonly file: string;
  readonly grep?: string | undefined;
  readonly person?: string | undefined;
  readonly alert?: string | undefined;
  readonly at?: string | undefined;
  readonly month?: string | undefined;
}

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly (keyof ToolArguments)[];
  /** How to have what an answer has no room for. */
  readonly rest: string;
  run(given: ToolArguments, terminal: Terminal, version: string): Promise<ExitCode>;
}

/** What each argument means, for the assistant. */
export const argumentSchemas: { readonly [Name in keyof ToolArguments]-?: z.ZodType<ToolArguments[Name]> } = {
  file: z.string().describe('a scenario file, or a folder of them, below the folder of the server'),
  grep: z.string().optional().describe('only stories with these words in their title'),
  person: z.string().optional().describe('key, name, number or id of a contact, or the beginning of one'),
  alert: z.string().optional().describe('only this alert, broadcast, keyword or survey'),
  at: z
    .string()
    .optional()
    .describe('only the message nearest to this time of the project, such as 2026-03-09 09:00'),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional()
    .describe('only this month, such as 2026-03'),
};

const nowhere = { allowRead: [], allowWrite: [] } as const;

export const tools: readonly Tool[] = [
  {
    name: 'validate',
    title: 'Is the scenario sound?',
    description: 'Reads scenario files and says every problem with its line and a hint. Runs nothing.',
    arguments: ['file'],
    rest: 'mend the first problems, then ask again',
    async run({ file }, terminal) {
      const { plans } = await loadPlans([file], nowhere, terminal);
      terminal.out(
        `${stories(plans.length)}, sound: ${plans.map(({ title }) => JSON.stringify(title)).join(', ')}\n`,
      );
      return exitCodes.kept;
    },
  },
  {
    name: 'run',
    title: 'Rehearse it',
    description:
      'Rehearses the stories on a virtual clock and says which promises were kept, and why others were not.',
    arguments: ['file', 'grep'],
    rest: 'ask with grep for one story, or with the tool explain for one person',
    run: ({ file, grep }, terminal, version) =>
      rehearseFiles(
        [file],
        {
          ...nowhere,
          tag: [],
          reporter: ['pretty'],
          journalLevel: 'all',
          ...(grep !== undefined && { grep }),
        },
        terminal,
        version,
      ),
  },
  {
    name: 'explain',
    title: 'Why was it sent, or not?',
    description:
      'The decisions about one contact: why each message went, when, by which gateway, in which language, or why not.',
    arguments: ['file', 'person', 'alert', 'at', 'grep'],
    rest: 'ask for one alert, or for the message nearest to a time',
    run: ({ file, person, alert, at, grep }, terminal) =>
      answerWhy(
        file,
        {
          ...nowhere,
          ...(person !== undefined && { to: person }),
          ...(alert !== undefined && { alert }),
          ...(at !== undefined && { at }),
          ...(grep !== undefined && { grep }),
        },
        terminal,
      ),
  },
  {
    name: 'plan',
    title: 'Who gets what, when, and what it costs',
    description:
      'Counts messages, segments and cost by month, gateway and language, with the calendar of each person.',
    arguments: ['file', 'month', 'alert', 'person', 'grep'],
    rest: 'ask for one month, alert or person',
    run: ({ file, month, alert, person, grep }, terminal) =>
      answerPlan(
        [file],
        {
          ...nowhere,
          ...(month !== undefined && { month }),
          ...(alert !== undefined && { alert }),
          ...(person !== undefined && { case: person }),
          ...(grep !== undefined && { grep }),
        },
        terminal,
      ),
  },
  {
    name: 'roster',
    title: 'Who got nothing, and why',
    description: 'How far each alert came, who got nothing by reason with the cure, and warnings.',
    arguments: ['file', 'alert', 'month', 'person', 'grep'],
    rest: 'ask for one alert, month or person',
    run: ({ file, alert, month, person, grep }, terminal) =>
      answerRoster(
        [file],
        {
          ...nowhere,
          ...(alert !== undefined && { alert }),
          ...(month !== undefined && { month }),
          ...(person !== undefined && { case: person }),
          ...(grep !== undefined && { grep }),
        },
        terminal,
      ),
  },
  {
    name: 'check',
    title: 'What can be known before it runs',
    description:
      'Odd values, texts, unreachable alerts, shared numbers and clock changes, each with place and cure.',
    arguments: ['file', 'grep'],
    rest: 'mend what stands first, then ask again',
    run: ({ file, grep }, terminal, version) =>
      answerCheck(
        [file],
        { ...nowhere, format: 'pretty', failOn: 'error', dst: 10, ...(grep !== undefined && { grep }) },
        terminal,
        version,
      ),
  },
];
