/** Tries inputs of one target, and finds those that break a rule, end in an error of ours, or take a second. */
import type { InputAt } from './inputs.ts';
import { shrunk } from './shrunk.ts';
import { BrokenRule, type OpenTarget, type Target } from './target.ts';

interface Finding {
  readonly kind: 'broken-rule' | 'error' | 'slow';
  readonly words: string;
  /** As small as it could be made. */
  readonly input: string;
  readonly index: number;
}

export interface Tried {
  readonly inputs: number;
  readonly findings: readonly Finding[];
  /** Of the processor, by the slowest input that was tried alone; in ms. */
  readonly slowestMs: number;
}

interface Options {
  readonly from?: number;
  readonly count: number;
  /** CPU time that no input may take. */
  readonly slowMs?: number;
  /** false: the time is over. */
  readonly goOn?: () => boolean;
  /** Called before each group of inputs, with the number of the first. */
  readonly onGroup?: (index: number) => void | Promise<void>;
  readonly onFinding?: (finding: Finding) => void;
}

const SLOW_MS = 1000;
const REST_EVERY = 500;
const SHRINK_TRIES = { 'broken-rule': 400, error: 400, slow: 25 } as const;
/** Findings of one target; others are likely to be the same. */
const FINDINGS_MAX = 20;

/** Errors that nobody caught, of whatever was under way. */
const uncaught: unknown[] = [];

/** Errors that nobody catches are findings from now on, and no longer end the process. */
export function listenToUncaught(): void {
  process.on('uncaughtException', (error) => void uncaught.push(error));
  process.on('unhandledRejection', (error) => void uncaught.push(error));
}

export async function tryInputs(
  target: Target,
  opened: OpenTarget,
  inputAt: InputAt,
  { from = 0, count, slowMs = SLOW_MS, goOn = () => true, onGroup, onFinding }: Options,
): Promise<Tried> {
  const { atOnce = 1 } = target;
  const findings = new Map<string, Finding>();
  let slowestMs = 0;
  let index = from;
  for (; index < from + count && goOn() && findings.size < FINDINGS_MAX; index += atOnce) {
    await onGroup?.(index);
    const length = Math.min(atOnce, from + count - index);
    const group = Array.from({ length }, (_, offset) => ({
      index: index + offset,
      input: inputAt(index + offset),
    }));
    const { failure, cpuMs } = await tried(
      opened,
      group.map(({ input }) => input),
    );
    if (failure !== undefined || cpuMs > slowMs) {
      const found = await findingsIn(opened, group, failure, { slowMs, known: findings });
      for (const finding of found) {
        findings.set(finding.words, finding);
        onFinding?.(finding);
      }
    } else slowestMs = Math.max(slowestMs, cpuMs);
    if (index % REST_EVERY >= atOnce) continue;
    const restless = await troubleAtRest(opened, index);
    if (restless === undefined || findings.has(restless.words)) continue;
    findings.set(restless.words, restless);
    onFinding?.(restless);
  }
  return { inputs: Math.min(index, from + count) - from, findings: [...findings.values()], slowestMs };
}

type Trouble = Pick<Finding, 'kind' | 'words'>;

interface Numbered {
  readonly index: number;
  readonly input: string;
}

/** Which of a group it was; all of them, when each does no harm alone. */
async function findingsIn(
  opened: OpenTarget,
  group: readonly Numbered[],
  failure: unknown,
  { slowMs, known }: { readonly slowMs: number; readonly known: ReadonlyMap<string, Finding> },
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  let isRepeated = false;
  for (const { input, index } of group) {
    const first = await trouble(opened, input, slowMs);
    if (first === undefined) continue;
    isRepeated = true;
    if (known.has(first.words) || found.some(({ words }) => words === first.words)) continue;
    found.push(await smallest(opened, { input, index }, first, slowMs));
  }
  const words = `once only: ${wordsOf(failure)}`;
  if (isRepeated || failure === undefined || known.has(words)) return found;
  const [{ index }] = group as [Numbered];
  return [{ kind: 'error', words, input: group.map(({ input }) => input).join('\n\n'), index }];
}

/** An input that does alone what it did among others, made as small as it can be. */
async function smallest(
  opened: OpenTarget,
  { input, index }: Numbered,
  first: Trouble,
  slowMs: number,
): Promise<Finding> {
  const { kind, words } = first;
  const fails = async (shorter: string): Promise<boolean> => {
    const again = await trouble(opened, shorter, slowMs);
    return again?.kind === kind && again.words === words;
  };
  return { kind, words, input: await shrunk(input, fails, SHRINK_TRIES[kind]), index };
}

async function trouble(opened: OpenTarget, input: string, slowMs: number): Promise<Trouble | undefined> {
  const { failure, cpuMs } = await tried(opened, [input]);
  if (failure !== undefined) {
    return { kind: failure instanceof BrokenRule ? 'broken-rule' : 'error', words: wordsOf(failure) };
  }
  return cpuMs > slowMs ? { kind: 'slow', words: `more than ${slowMs} ms of the processor` } : undefined;
}

async function tried(
  opened: OpenTarget,
  inputs: readonly string[],
): Promise<{ readonly failure: unknown; readonly cpuMs: number }> {
  const before = process.cpuUsage();
  let failure: unknown;
  try {
    if (inputs.length === 1) await opened.run(inputs[0]!);
    else await Promise.all(inputs.map((input) => opened.run(input)));
  } catch (error) {
    failure = error;
  }
  failure ??= uncaught.shift();
  uncaught.length = 0;
  const { user, system } = process.cpuUsage(before);
  return { failure, cpuMs: (user + system) / 1000 };
}

/** What the inputs before have left behind: which of them it was is not known. */
async function troubleAtRest({ rest }: OpenTarget, index: number): Promise<Finding | undefined> {
  try {
    await rest?.();
  } catch (error) {
    return { kind: 'broken-rule', words: `between inputs: ${wordsOf(error)}`, input: '', index };
  }
  return undefined;
}

/** The message and where it was thrown: one finding for each. */
function wordsOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const [place = ''] = /^\s+at .*$/m.exec(failure.stack ?? '') ?? [];
  const message = failure.message.split('\n', 1)[0]!.slice(0, 200);
  return failure instanceof BrokenRule
    ? message
    : `${failure.name}: ${message}${place.replace(/\(.*\//, '(')}`;
}
