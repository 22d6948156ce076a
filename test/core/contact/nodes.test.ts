import { expect, test } from 'vitest';
import { caseNode, recipientNode } from '../../../src/core/contact/nodes.ts';
import { renderTemplate } from '../../../src/core/render/template.ts';
import { stageAfter } from '../../fidelity/helpers/play.ts';

const { stage } = stageAfter({
  users: {
    uma: { username: 'uma', first_name: 'Uma', last_name: 'Devi', phone: '447700900901' },
    vic: { username: 'vic' },
  },
  web_users: { web: { username: 'web@example.com', phone: '447700900902' } },
  groups: { team: { name: 'The team', users: ['uma'] } },
  locations: { hill: { name: 'Hill', site_code: 'h1', type: 'village', users: ['uma'] } },
  cases: {
    ana: { type: 'mother', name: 'Ana', owner: 'hill', external_id: 'X1', last_modified_by: 'uma' },
    ben: { type: 'child', name: 'Ben', owner: 'team', parent: { case: 'ana', relationship: 'child' } },
    cis: {
      ...{ type: 'visit', name: 'Cis', owner: 'web', case_id: 'c-3' },
      parent: { case: 'ana', relationship: 'extension', identifier: 'host' },
    },
    dan: { type: 'child', name: 'Dan', last_modified_by: 'vic' },
    eva: { type: 'child', name: 'Eva' },
  },
  timeline: [
    { at: '2024-01-01 08:00', register: ['ana', 'ben', 'cis', 'dan', 'eva'] },
    { at: '2024-01-02 08:00', close: 'eva' },
  ],
});
const { world } = stage;
world.cases.get('eva')!.properties = new Map([['external_id', 'own']]);

test.each([
  ['ana', '{case.name} {case.case_name} {case.case_type}', 'Ana Ana mother'],
  ['cis', '{case.case_id}', 'c-3'],
  ['ana', '{case.owner_id} {case.external_id}', 'hill X1'],
  ['ben', '{case.external_id} {case.closed}', 'None False'],
  ['eva', '{case.external_id} {case.closed}', 'own True'],
  ['eva', '{case.date_opened}', '2024-01-01T08:00:00.000Z'],
  [
    'eva',
    '{case.server_modified_on} {case.date_modified}',
    '2024-01-02T08:00:00.000Z 2024-01-02T08:00:00.000Z',
  ],
  ['eva', '{case.owner.name} {case.last_modified_by.name}', '(?) (?)'],
  ['dan', '[{case.owner_id}]', '[]'],
  ['ana', '{case.domain}', world.project.name],
  ['ana', '{case.owner.name} {case.owner.site_code}', 'Hill h1'],
  ['ben', '{case.owner.name} {case.owner.site_code}', 'The team (?)'],
  ['cis', '{case.owner.name} {case.owner.username}', 'web@example.com web@example.com'],
  ['dan', '{case.owner.name}', 'vic'],
  ['ana', '{case.last_modified_by.name} {case.last_modified_by.first_name}', 'uma Uma'],
  ['ana', '{case.last_modified_by.last_name} {case.last_modified_by.phone_number}', 'Devi 447700900901'],
  ['dan', '{case.last_modified_by.phone_number}', 'None'],
  ['ben', '{case.last_modified_by.name}', '(?)'],
  ['ben', '{case.parent.name} {case.parent.owner.name}', 'Ana Hill'],
  ['cis', '{case.host.name} {case.parent.name}', 'Ana (?)'],
  ['ana', '{case.parent.name} {case.host.name}', '(?) (?)'],
])('of %s, %s is %s', (key, text, words) => {
  const record = world.cases.get(key)!;
  expect(renderTemplate(text, { case: caseNode(world, record) })).toEqual({ text: words });
});

test.each([
  ['a case', world.cases.get('ana')!, 'Ana mother'],
  ['a worker', world.users.get('uma')!, 'uma (?)'],
  ['a web user', world.users.get('web')!, 'web@example.com (?)'],
])('of %s as the recipient', (_kind, party, words) => {
  const recipient = recipientNode(party);
  expect(renderTemplate('{recipient.name} {recipient.case_type}', { recipient })).toEqual({ text: words });
});
