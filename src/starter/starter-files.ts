/** The files that a project of one's own begins with, each with its text. */

export interface StarterFile {
  /** Below the folder of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** What it is for, in a few words. */
  readonly about: string;
}

export interface StarterOptions {
  /** An IANA name. */
  readonly zone: string;
  readonly languages: readonly string[];
  readonly gatewayKind: string;
  /** The scenario is made from an export, and is there already. */
  readonly isFromExport: boolean;
}

/** Where the first scenario goes. */
export const firstScenario = 'scenarios/first.yaml';

export function starterFiles(options: StarterOptions): StarterFile[] {
  return [
    ...(options.isFromExport
      ? []
      : [
          {
            path: firstScenario,
            text: firstStory(options),
            about: 'two people, one reminder, and what must come of it',
          },
        ]),
    {
      path: '.vscode/settings.json',
      text: editorSettings,
      about: 'completion and checks of scenarios in the editor',
    },
    { path: '.github/workflows/drysend.yml', text: workflow, about: 'the rehearsal on every push' },
    { path: 'test/scenarios.test.ts', text: vitestExample, about: 'every scenario as a test of Vitest' },
  ];
}

function firstStory({ zone, languages, gatewayKind }: StarterOptions): string {
  const texts = (words: string): string =>
    languages.map((language) => `${language}: ${JSON.stringify(words)}`).join(', ');
  return `# yaml-language-server: $schema=../node_modules/drysend/docs/drysend.schema.json
scenario: A visit reminder the day before, at nine in the morning
about: >
  Amina and Halima have a visit on 12 March. Each is reminded the day before, at 09:00 of her own clock. Amina's
  visit is moved, so her reminder moves with it; Halima's number is missing, so HQ ends her message with an error.

project:
  time_zone: ${zone}
  languages: [${languages.join(', ')}]    # the first is the default

gateways:
  GATEWAY: {type: ${gatewayKind}, number: "20880"}
routing:
  global: {"*": GATEWAY}    # the longest prefix of the number wins

cases:
  amina:
    type: pregnancy
    name: Amina
    contact_phone_number: "254712000001"    # digits with the country code, no plus
    contact_phone_number_is_verified: "1"
    language_code: ${languages[0]}
    next_visit: 2026-03-12
  halima:
    type: pregnancy
    name: Halima
    next_visit: 2026-03-12

alerts:
  visit:
    case_type: pregnancy
    to: case
    start: {property: next_visit, offset_days: "-1"}
    send: {daily: {at: "09:00", stop_after: "1"}}
    sms: {${texts('{case.name}, we expect you on {case.next_visit}.')}}

starts: 2026-03-01 08:00
ends: 2026-03-31 00:00
timeline:
  - {at: 2026-03-02 10:00, register: [amina, halima]}
  - {at: 2026-03-05 12:00, update: {amina: {next_visit: 2026-03-19}}}

# Whatever is not promised here and comes all the same breaks the story. \`drysend why ${firstScenario} --to amina\`
# tells how each of these came about.
expect:
  - sms: {to: amina, at: 2026-03-18 09:00, via: GATEWAY, says: "Amina, we expect you on 2026-03-19."}
  - error: {code: NO_PHONE_NUMBER, to: halima, at: 2026-03-11 09:00}
`;
}

const editorSettings = `${JSON.stringify(
  {
    'yaml.schemas': {
      './node_modules/drysend/docs/drysend.schema.json': ['scenarios/**/*.yaml', 'scenarios/**/*.yml'],
    },
  },
  null,
  2,
)}
`;

const workflow = `name: drysend
on: [push, pull_request]
permissions:
  contents: read
jobs:
  rehearse:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: {node-version: 22, cache: npm}
      - run: npm ci
      - run: npx drysend check scenarios
      - run: npx drysend run scenarios --reporter pretty --reporter github --reporter junit=drysend.xml
      - if: always()
        uses: actions/upload-artifact@v4
        with: {name: drysend, path: drysend.xml}
`;

const vitestExample = `import { describeScenarios } from 'drysend/testing/vitest';

describeScenarios('scenarios/**');
`;
