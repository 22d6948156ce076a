import { alertShape, broadcastShape } from './alert-shape.ts';
import { changeShape } from './case-shape.ts';
import { expectationsShape } from './expectation-shape.ts';
import { gatewayShape } from './gateway-shape.ts';
import { groupShape, locationShape, userShape } from './people-shape.ts';
import { projectShape } from './project-shape.ts';
import { fieldShapes, person } from './promised-fields.ts';
import { choice, duration, instant, reference, text, texts, word, yesNo } from './scalars.ts';
import {
  byKind,
  convert,
  deferredShape,
  field,
  listOf,
  mapOf,
  named,
  oneOrMore,
  partialShape,
  record,
  required,
} from './shape.ts';
import { updateRuleShape } from './update-rule-shape.ts';

const caseKeys = oneOrMore(reference('case'));

const inbound = record({
  from: required(text, 'Key of a case or user, or a number'),
  via: field(reference('gateway'), 'The gateway it comes in on'),
  text: required(text, 'The words'),
  message_id: field(text, 'The gateway’s id, to fake duplicates'),
});

const receipt = record({
  for: required(fieldShapes.any, 'Which message'),
  status: required(word, 'delivered, undelivered, …'),
  code: field(text, 'The kind’s own code'),
});

const send = record({
  to: required(person, 'Key of a case or user'),
  text: required(texts, 'The words'),
  chat: field(yesNo, 'From the chat window; default no'),
  via: field(reference('gateway'), 'The gateway'),
});

const verify = record({
  user: required(reference('person'), 'Key of a user'),
  number: required(text, 'The number to verify'),
});

const platform = byKind<{ readonly up: boolean; readonly inboundLost: boolean }>('down or up', {
  text: convert(choice('down', 'up'), (it) => ({ up: it === 'up', inboundLost: false })),
  map: convert(
    record({
      down: required(
        record({
          inbound: field(choice('lost', 'waits'), 'What happens to texts that arrive; default waits'),
        }),
        'The platform goes down',
      ),
    }),
    (it) => ({ up: false, inboundLost: it.down?.inbound === 'lost' }),
  ),
});

const alertEdit = byKind<unknown>('create, on, off, delete, or a map of the keys to change', {
  text: choice('create', 'on', 'off', 'delete'),
  map: named('alert_edit', partialShape(alertShape)),
});

const broadcastEdit = byKind<unknown>('a broadcast, or a map of broadcasts', {
  text: word,
  list: listOf(word),
  map: mapOf<unknown>(named('broadcast_edit', partialShape(broadcastShape))),
});

const rulesEdit = byKind<unknown>('run, or a map of rules', {
  text: choice('run'),
  map: mapOf<unknown>(
    byKind<unknown>('on, off, or a map of the keys to change', {
      text: choice('on', 'off'),
      map: named('update_rule_edit', partialShape(updateRuleShape)),
    }),
  ),
});

/** What may happen; each entry has exactly one. Edits are read when what they edit is known. */
export const verbFields = {
  register: field(caseKeys, 'Cases are saved for the first time'),
  update: field(deferredShape(mapOf(changeShape)), 'Cases are saved again: {key: {property: value}}'),
  close: field(caseKeys, 'Cases are closed'),
  reopen: field(caseKeys, 'Cases are opened again'),
  delete: field(caseKeys, 'Cases are deleted'),
  user: field(deferredShape(mapOf(named('user_edit', partialShape(userShape)))), 'Users are edited'),
  group: field(deferredShape(mapOf(named('group_edit', partialShape(groupShape)))), 'Groups are edited'),
  location: field(
    deferredShape(mapOf(named('location_edit', partialShape(locationShape)))),
    'Locations are edited',
  ),
  inbound: field(inbound, 'An SMS arrives'),
  receipt: field(receipt, 'A delivery report arrives'),
  send: field(send, 'A person writes a message'),
  broadcast: field(deferredShape(broadcastEdit), 'Broadcasts start, or are saved again'),
  alert: field(deferredShape(mapOf(alertEdit)), 'Alerts are created, switched, deleted or edited'),
  gateway: field(
    deferredShape(
      mapOf(
        named('gateway_edit', partialShape(gatewayShape, { delete: field(yesNo, 'The gateway is deleted') })),
      ),
    ),
    'Gateways fail or are edited',
  ),
  rules: field(deferredShape(rulesEdit), 'Rules that change cases run at once, or are edited'),
  settings: field(
    deferredShape(named('project_edit', partialShape(projectShape))),
    'Settings of the project change',
  ),
  platform: field(platform, 'The platform goes down or comes up'),
  formplayer: field(choice('down', 'up'), 'HQ’s form engine goes down or comes up'),
  verify: field(verify, 'Number verification starts'),
  expect: field(expectationsShape, 'Checks on what happened so far'),
  note: field(text, 'Shown in reports'),
};

export const timelineEntryShape = named(
  'timeline_entry',
  record({
    at: field(instant, 'When'),
    after: field(duration, 'How long after the entry before'),
    ...verbFields,
  }),
);

export const timelineShape = listOf(timelineEntryShape);
