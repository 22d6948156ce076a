import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { declaredNames } from './helpers/declared-names.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const everyRoom = [
  ...['core', 'expect', 'scenario', 'imports', 'xform'],
  ...[
    'adapters',
    'report',
    'check',
    'coverage',
    'mutation',
    'starter',
    'shards',
    'fleet',
    'shrink',
    'mock-gateways',
    'open-run',
    'rehearse',
    'load-file',
  ],
];

/**
 * The floor plan: which room may import which. A room is a folder of src/, the gateways, or one of the
 * files that stand in src/ itself. Every room may import itself.
 */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
  core: [],
  imports: ['core'],
  xform: ['core'],
  scenario: ['core', 'imports', 'xform', 'mock-gateways'],
  expect: ['core'],
  check: ['core', 'imports', 'scenario'],
  coverage: ['core', 'scenario'],
  mutation: ['core', 'expect', 'scenario', 'rehearse'],
  'mock-gateways': ['core'],
  adapters: ['core', 'expect', 'scenario', 'imports'],
  web: ['core'],
  report: ['core', 'expect', 'scenario', 'imports', 'check', 'coverage', 'mutation', 'web'],
  starter: ['core', 'imports', 'expect', 'report'],
  'open-run': ['core', 'imports', 'adapters'],
  rehearse: ['core', 'expect', 'scenario', 'imports', 'adapters', 'mock-gateways', 'open-run'],
  'load-file': ['core', 'scenario', 'imports', 'adapters', 'mock-gateways'],
  shards: ['core', 'expect', 'adapters', 'mock-gateways', 'open-run', 'rehearse'],
  fleet: ['core', 'adapters', 'shards'],
  shrink: ['core', 'expect', 'scenario', 'imports', 'rehearse'],
  index: everyRoom,
  cli: [...everyRoom, 'index', 'lab'],
  lab: [...everyRoom, 'index', 'web'],
  testing: [...everyRoom, 'index'],
};

/** The inner rooms of the core, from the top down: a room imports only what stands below it. */
const coreOrder: readonly (readonly string[])[] = [
  ['engine'],
  ['inbound'],
  ['form'],
  ['trigger'],
  ['dispatch', 'recipients'],
  ['contact'],
  ['render', 'route', 'state'],
  ['schedule', 'journal', 'faults', 'xform'],
  ['time', 'mail'],
  ['model'],
  ['pattern'],
  ['text'],
];

/** What may stand at the top. */
const topLevel = new Set([
  ...[
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'biome.json',
    'vitest.config.ts',
  ],
  ...[
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'LICENSE',
    '.gitignore',
    '.ci',
    '.github',
  ],
  ...['src', 'scenarios', 'test', 'mock-gateways', 'bench', 'docs', 'scripts'],
]);
/** Made, never kept. */
const made = new Set(['.git', 'node_modules', 'dist', 'coverage', '.drysend']);

const LINES_MAX = 400;

/** Normalizes what Unicode 3.2 has, which never changes; speaks of the signs of patterns. Mail has rules of its own. */
const ownTables = new Set(['src/core/contact/idna.ts', 'src/core/pattern/ecma-escapes.ts']);

/** MSW wants a pattern for a host: every sign of it is escaped. */
const withGivenPatterns = new Set([
  'src/testing/msw.ts',
  // Prefixes of calls, as libphonenumber writes them down and compiles them itself.
  'src/imports/phone-numbers.ts',
]);

interface SourceFile {
  /** From the top, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const read: readonly SourceFile[] = [...walk('src'), ...walk('mock-gateways')]
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, imports: importsOf(text) };
  });
const sources = read.filter(({ path }) => path.endsWith('.ts'));
const handWritten = sources.filter(({ path }) => !path.includes('/generated/'));

/** Names that were given up for the field's own: docs/architecture.md has what they mean now. */
const retiredWords = new Set([
  ...['Stage', 'Theatre', 'theatre', 'HandClock', 'handClock', 'Moved', 'Journey', 'Stretch'],
  ...['Paper', 'paper', 'Board', 'board', 'Want', 'Story', 'Chapter', 'chapters', 'Silences', 'silences'],
  ...['GatewayBook', 'WireWord', 'refusesPlainly', 'introduces', 'asksFor', 'Seals', 'ReceiptNews'],
  ...['Counters', 'lately', 'Clockwork', 'clockwork', 'pace'],
  ...['Reading', 'Uses', 'growTree', 'laidOver', 'editOf'],
  ...['Parcel', 'parcel', 'Courier', 'courier', 'Lanes', 'Desk', 'desk', 'desks', 'openCounter', 'books'],
  ...[
    'Fate',
    'fate',
    'FAIR',
    'UNMET',
    'Met',
    'meet',
    'Trouble',
    'trouble',
    'Stand',
    'Writing',
    'Lately',
    'Tries',
  ],
  ...['lastWords', 'turnedAway', 'turnAway', 'handedIn', 'handIn', 'door', 'doors', 'openDoors', 'nobody'],
]);
/** Names that say nothing of the value: each has a noun or a verb of its own. */
const vagueNames = new Set([
  ...['told', 'shown', 'written', 'taken', 'said', 'nothing', 'says', 'hears', 'lent'],
  ...['Told', '_told', 'isTold', 'nothingTold', 'toldOf', 'toldOutside', 'untold'],
]);
/** Words of the scenario language and of what other programs read: there they are keys, and stay. */
const publicKeys: readonly (readonly [word: string, path: string])[] = [
  // The key of a promise and of `for`: the whole text of a message.
  ['says', 'src/core/model/expectation.ts'],
  ['says', 'src/expect/checks.ts'],
  ['says', 'src/mutation/outcome.ts'],
  ['says', 'src/scenario/promised-fields.ts'],
  ['says', 'src/lab/session/save.ts'],
  ['says', 'src/testing/matchers.ts'],
  ['nothing', 'src/testing/matchers.ts'],
  ['says', 'src/lab/web/gateways/receipt.ts'],
  // The outcome of a story without promises.
  ['shown', 'src/report/summary.ts'],
  ['shown', 'src/report/dots/dots-reporter.ts'],
  // A gateway's answer to a message that it accepts, as the journal and the record have it.
  ['taken', 'mock-gateways/hq.ts'],
  ['taken', 'src/adapters/recorder/search-terms.ts'],
  // The status of somebody who got nothing, in the addresses of the report's page.
  ['nothing', 'src/report/html/page/parts/status-chip.tsx'],
  ['nothing', 'src/report/html/page/model/people-in.ts'],
  ['nothing', 'src/report/html/page/state/labels.ts'],
  // `drysend plan --json`: whether a character stands in the file's own texts.
  ['written', 'src/report/sending-plan/json.ts'],
];
const retiredFiles =
  /(?:^|\/)(?:theatre|hand-clock|paper|board|seals|clockworks?|pace|silences|chapters|tell|fold|shut-in|six|wall|words-of|stage|counters?|reading|courier|parcels?|lanes|fate|meet|trouble|lately|tries|desk|doors?|last-words|handed-in|turned-away|gateways-meant|intake)\.tsx?$/;

describe('the house', () => {
  test('is read at all', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  test('imports only along the floor plan', () => {
    const stray = sources.flatMap((file) =>
      localImports(file)
        .filter((target) => !mayImport(file.path, target))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(stray).toEqual([]);
  });

  test('imports nothing outside of src and mock-gateways', () => {
    const stray = sources.flatMap((file) =>
      localImports(file)
        .filter((target) => !/^(src|mock-gateways)\//.test(target) && target !== 'package.json')
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(stray).toEqual([]);
  });

  test('lets the gateways know the nouns of the core and its reader of mails, and nothing else of it', () => {
    const stray = sources
      .filter(({ path }) => path.startsWith('mock-gateways/'))
      .flatMap((file) =>
        localImports(file)
          .filter((target) => target.startsWith('src/') && !/^src\/core\/(model|mail)\//.test(target))
          .map((target) => `${file.path} imports ${target}`),
      );
    expect(stray).toEqual([]);
  });

  test('names no kind of gateway outside of its folder, but those that have a server of their own or stand for others', () => {
    const special = ['http', 'smtp', 'smpp', 'test'];
    const kinds = readdirSync(join(root, 'mock-gateways'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name.replaceAll('-', '_'))
      .filter((kind) => !special.includes(kind));
    const found = read
      .filter(({ path }) => path.startsWith('src/') && path !== 'src/core/model/hq-followed.ts')
      .flatMap(({ path, text }) =>
        kinds.filter((kind) => withoutComments(text).includes(`'${kind}'`)).map((kind) => `${path}: ${kind}`),
      );
    expect(kinds.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  test('lets the core run one way: no inner room imports one beside or above it', () => {
    const level = new Map(coreOrder.flatMap((rooms, depth) => rooms.map((room) => [room, depth] as const)));
    const innerRoom = (path: string): string | undefined => /^src\/core\/([^/]+)\//.exec(path)?.[1];
    const inner = sources.filter(({ path }) => innerRoom(path) !== undefined);
    const stray = inner.flatMap((file) => {
      const here = innerRoom(file.path)!;
      return localImports(file)
        .map((target) => [target, innerRoom(target)] as const)
        .filter(([, there]) => there !== undefined && there !== here)
        .filter(([, there]) => !((level.get(here) ?? -1) < (level.get(there!) ?? -1)))
        .map(([target]) => `${file.path} imports ${target}`);
    });
    expect(inner.length).toBeGreaterThan(100);
    expect(stray).toEqual([]);
  });

  test('has a folder of tests for each inner room of the core, and no other', () => {
    const foldersOf = (folder: string): string[] =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort();
    expect(foldersOf('test/core')).toEqual(foldersOf('src/core'));
  });

  test('has no import that leads round in a circle', () => {
    expect(circles()).toEqual([]);
  });

  test('keeps the core pure: no node, no package, no clock, no chance, no promise', () => {
    const forbidden = [
      ['Date.now', /\bDate\.now\b/],
      ['new Date()', /\bnew Date\(\s*\)/],
      ['Math.random', /\bMath\.random\b/],
      ['performance', /\bperformance\.now\b/],
      ['Intl', /\bIntl\./],
      ['process', /\bprocess\./],
      ['a promise', /\bPromise\b|\basync\b|\bawait\b/],
    ] as const;
    const core = sources.filter(({ path }) => path.startsWith('src/core/'));
    const found = core.flatMap(({ path, text, imports }) => [
      ...imports.filter((one) => !one.startsWith('.')).map((one) => `${path} imports ${one}`),
      ...forbidden.filter(([, pattern]) => pattern.test(code(text))).map(([name]) => `${path} uses ${name}`),
    ]);
    expect(found).toEqual([]);
  });

  test('gives no identifier and no file a retired name', () => {
    const names = (text: string): Set<string> => new Set(codeOnly(text).match(/[A-Za-z_$][\w$]*/g));
    const found = read.flatMap(({ path, text }) => [
      ...(retiredFiles.test(path) ? [path] : []),
      ...[...names(text)].filter((name) => retiredWords.has(name)).map((name) => `${path} says ${name}`),
    ]);
    const filled = ['`x $', '{paper} board`'].join('');
    expect(names(`const a = 'board'; // Stage\nlet Stage = ${filled}; <p>Board</p>`)).toEqual(
      new Set(['const', 'a', 'let', 'Stage', 'paper', 'p']),
    );
    expect(found).toEqual([]);
  });

  test('gives nothing that it declares a name that does not say what it holds', () => {
    const vague = ({ path, text }: (typeof read)[number]): string[] =>
      [...declaredNames(path, text)].filter((name) => vagueNames.has(name)).map((name) => `${name} ${path}`);
    const found = read.filter(({ path }) => !path.includes('/generated/')).flatMap(vague);
    const isPublic = (one: string): boolean => publicKeys.some(([word, path]) => one === `${word} ${path}`);
    expect([
      ...declaredNames(
        'a.ts',
        'const { a: told, said = b.shown } = x; class Y { #taken = 1; lent(says) {} }',
      ),
    ]).toEqual(['told', 'said', 'Y', 'taken', 'lent', 'says']);
    expect(found.filter((one) => !isPublic(one))).toEqual([]);
    expect(publicKeys.filter(([word, path]) => !found.includes(`${word} ${path}`))).toEqual([]);
  });

  test('writes to the terminal in one place, and there only through the one writer', () => {
    const ways =
      /\bprocess\b[^;]{0,40}\bstd(?:out|err)\b|\bconsole\s*[.[]|\/dev\/(?:std|fd|tty)|\bfs?\.?writeSync\(\s*[12]\b|node:(?:tty|readline|console)/;
    const found = read.filter(({ text }) => ways.test(withoutComments(text))).map(({ path }) => path);
    expect(found).toEqual(['src/cli/terminal.ts']);
    const raw = read.filter(({ text }) => /\bprocessTerminal\b/.test(text)).map(({ path }) => path);
    expect(raw).toEqual(['src/cli/main.ts', 'src/cli/terminal.ts']);
  });

  test('makes control sequences where the writer knows of them, and colours nowhere else', () => {
    const styled = handWritten
      .filter(({ imports }) => imports.includes('picocolors'))
      .map(({ path }) => path);
    expect(styled).toEqual(['src/report/text/terminal-text.ts']);
    const escapes = handWritten
      .filter(
        ({ path, text }) =>
          path.startsWith('src/') && /\\(?:u001b|x1b|u\{1b\}|033)/i.test(withoutComments(text)),
      )
      .map(({ path }) => path);
    expect(escapes).toEqual(['src/adapters/faults/text-encoding.ts', 'src/report/text/terminal-text.ts']);
  });

  test('compiles no pattern that is not written in the code: src/core/pattern matches those that are given', () => {
    const found = handWritten
      .filter(({ path }) => !withGivenPatterns.has(path))
      .flatMap(({ path, text }) => givenPatterns(text).map((one) => `${path}: ${one}`));
    expect(found).toEqual([]);
  });

  test.each([
    ['new RegExp(source)', ['RegExp(source)']],
    ["RegExp('^' + name)", ["RegExp('^' + name)"]],
    [`new RegExp(\`^\${name}:\`)`, [`RegExp(\`^\${name}:\`)`]],
    [`new RegExp(\`^(?:\${ATOM}(?:x\${ATOM})*)$\`, 'i')`, []],
    ["new RegExp([FIRST, 'x'].join(''))", []],
    ['text.match(wanted)', ['.match(wanted)']],
    [`text.search(\`a\${b}\`)`, [`.search(\`a\${b}\`)`]],
    ['text.matchAll(/a/g); text.match(TERM); wanted[Symbol.search](text)', []],
  ])('%s holds patterns that are given: %j', (text, found) => {
    expect(givenPatterns(text)).toEqual(found);
  });

  test('opens files in few places: all that a story names is read and written by adapters/files', () => {
    const opening =
      /\b(?:open|readFile|writeFile|appendFile|copyFile|createReadStream|createWriteStream)(?:Sync)?\b[^;]*from 'node:fs/;
    const allowed =
      /^src\/(?:adapters\/(?:files|recorder|proxy)\/|adapters\/line-file\.ts|lab\/worker\/(?:kept-session|outside-log|session-log|synced-write)\.ts)/;
    const found = sources.filter(
      ({ path, text }) => opening.test(withoutComments(text)) && !allowed.test(path),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('reads letter case, blanks and kinds of characters in the core by its own tables, as Python does', () => {
    const forbidden = [
      ['trim', /\.trim(?:Start|End)?\(/],
      ['letter case', /\.to(?:Locale)?(?:Lower|Upper)Case\(/],
      ['normalize', /\.normalize\(/],
      ['localeCompare', /\.localeCompare\(/],
      ['\\s', /\\[sS](?![\w])|\\[sS](?=[+*?)\]])/],
      ['a Unicode property', /\\[pP]\{(?!Control\}|Surrogate\})/],
    ] as const;
    const core = handWritten.filter(
      ({ path }) =>
        path.startsWith('src/core/') && !ownTables.has(path) && !/^src\/core\/(?:text|mail)\//.test(path),
    );
    const found = core.flatMap(({ path, text }) =>
      forbidden
        .filter(([, pattern]) => pattern.test(withoutComments(text)))
        .map(([name]) => `${path} uses ${name}`),
    );
    expect(core.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  test('exports by name only', () => {
    const found = sources.filter(({ text }) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('names its files in kebab-case', () => {
    const all = [
      ...walk('src'),
      ...walk('mock-gateways'),
      ...walk('test'),
      ...walk('bench'),
      ...walk('scripts'),
    ];
    const odd = all.filter(
      (path) => /\.[cm]?[jt]s$/.test(path) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(basename(path)),
    );
    expect(odd).toEqual([]);
  });

  test(`keeps every file within ${LINES_MAX} lines`, () => {
    const long = handWritten.filter(({ text }) => text.split('\n').length - 1 > LINES_MAX);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('has no folder or file at the top that is not on the plan', () => {
    const found = readdirSync(root).filter(
      (name) => !topLevel.has(name) && !made.has(name) && !name.endsWith('.tgz'),
    );
    expect(found).toEqual([]);
  });
});

function mayImport(from: string, target: string): boolean {
  const [here, there] = [roomOf(from), roomOf(target)];
  return here === there || there === undefined || (allowedImports[here ?? '']?.includes(there) ?? false);
}

/** `src/core/time/zone.ts` → `core`, `src/index.ts` → `index`, `mock-gateways/x/y.ts` → `mock-gateways`. */
function roomOf(path: string): string | undefined {
  const [top, room = ''] = path.split('/');
  if (top === 'mock-gateways') return top;
  return top === 'src' ? room.replace(/\.ts$/, '') : undefined;
}

/** Calls that compile what is neither written there nor put together from constants. */
function givenPatterns(text: string): string[] {
  const bare = withoutComments(text);
  const calls = bare.matchAll(/(?:\bRegExp|\.(?:match|matchAll|search))\(/g);
  return Array.from(calls, ({ 0: start, index }) =>
    bare.slice(index, closeOf(bare, index + start.length)),
  ).filter((call) => !/^[^(]*\(\s*\//.test(call) && givenNames(call).length > 0);
}

/** Behind the parenthesis that closes the call; those in strings count as pairs. */
function closeOf(text: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < text.length && depth > 0) {
    const quoted = /^(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/.exec(text.slice(at));
    if (!quoted && text[at] === '(') depth += 1;
    if (!quoted && text[at] === ')') depth -= 1;
    at += quoted?.[0].length ?? 1;
  }
  return at;
}

/** Names in the arguments of a call that are no constants of the module. */
function givenNames(call: string): string[] {
  const given = call.slice(call.indexOf('(')).replace(/`((?:[^`\\]|\\.)*)`/g, (_, inside: string) => {
    return ` ${[...inside.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name).join(' ')} `;
  });
  const names =
    given.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, '').match(/[A-Za-z_$][\w$.]*/g) ?? [];
  return names.filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name) && name !== 'join');
}

/** Imports of our own files, as paths from the top. */
function localImports({ path, imports }: SourceFile): string[] {
  return imports
    .filter((one) => one.startsWith('.'))
    .map((one) => join(dirname(path), one).replaceAll('\\', '/'));
}

/** What a module imports: static, re-exported, for its types, and at run time. */
function importsOf(text: string): string[] {
  const bare = withoutComments(text);
  const statements = bare.matchAll(/^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/gm);
  const effects = bare.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm);
  const dynamic = bare.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  return [...statements, ...effects, ...dynamic].map(([, specifier]) => specifier!);
}

/** The first circle that each file is part of, listed once, in the order of its imports. */
function circles(): string[] {
  const graph = new Map(sources.map((file) => [file.path, localImports(file)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

/** Without comments and without the contents of plain strings, so that words in them do not count. */
const code = (text: string): string => withoutComments(text).replace(/'(?:[^'\\\n]|\\.)*'/g, "''");

/** Neither comments nor the words of texts and pages; what templates fill in stays. */
function codeOnly(text: string): string {
  return code(text)
    .replace(/>[^<>{}=;()]*<\//g, '></')
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) =>
      (template.match(/\$\{[^}]*\}/g) ?? []).join(' ').replaceAll('$', ' '),
    );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

/** Every file below a folder, in order of name; a folder that is not there has none. */
function walk(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
    );
}
