import type { Plan } from '../../src/core/model/plan.ts';
import { type LoadOptions, loadScenarios, type Problem, type ReadFile } from '../../src/scenario/load.ts';

/** Files by path, for `use` and `import`. */
function filesOf(files: Readonly<Record<string, string>>): ReadFile {
  return (path) => {
    const text = files[path];
    return text === undefined ? { problem: 'no such file' } : { text };
  };
}

export function plansOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: LoadOptions = {},
): readonly Plan[] {
  const loaded = loadScenarios({ path: 'a.yaml', text }, filesOf(files), options);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.plans;
}

export function planOf(text: string, files: Readonly<Record<string, string>> = {}): Plan {
  return plansOf(text, files)[0]!;
}

export function problemsOf(text: string, files: Readonly<Record<string, string>> = {}): readonly Problem[] {
  const loaded = loadScenarios({ path: 'a.yaml', text }, filesOf(files));
  return 'problems' in loaded ? loaded.problems : [];
}

/** `3:5 found | wanted | hint` */
export function tellings(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ file, line, column, found, wanted, hint }) => {
    const where = `${file === 'a.yaml' ? '' : `${file}:`}${line}:${column}`;
    return [`${where} ${found}`, wanted, ...(hint === undefined ? [] : [hint])].join(' | ');
  });
}

/** A sound scenario with one case and one alert; parts are added below it. */
export const sound = `scenario: s
starts: 2026-01-01 00:00
cases:
  asha: {type: t, name: Asha}
alerts:
  hello: {case_type: t, to: case, send: immediately, sms: Hi}
`;
