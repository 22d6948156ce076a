import { syncUser } from '../contact/sync-user.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Project } from '../model/project.ts';
import type { Texts } from '../model/texts.ts';
import type { Party, UserRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { lower, upper } from '../text/letter-case.ts';
import { registerNewCase } from '../trigger/register-new-case.ts';
import { formWords, originNow, sendText, systemWords } from './reply.ts';
import { wordsOf } from './words.ts';

const USERNAME_MAX = 40;

/** `JOIN <project> [WORKER [username]]` from a number nobody owns two-way (docs/hq/contacts-and-messages.md#s4-6). */
export function handleJoin(
  state: SimulationState,
  number: string,
  gateway: Gateway | undefined,
  text: string,
): boolean {
  const { world } = state;
  const [word, name, role, username] = wordsOf(text);
  if (upper(word ?? '') !== 'JOIN' || name === undefined) return false;
  const project = projectCalled(world, name);
  const settings = project?.smsRegistration;
  if (!project?.inboundSms || !settings) return false;
  if (upper(role ?? '') === 'WORKER' && settings.workers) {
    return joinAsWorker(state, { number, project, gateway, username });
  }
  if (!settings.cases) return false;
  const record = registerNewCase(state, {
    key: `+${number}`,
    project: project.name,
    type: settings.caseType,
    name: 'unknown',
    properties: new Map([
      ['contact_phone_number', number],
      ['contact_phone_number_is_verified', '1'],
    ]),
    parents: [],
    closed: false,
    caseId: `joined-${number}`,
  });
  if (settings.welcome) welcome(state, record, gateway, settings.welcome);
  return true;
}

/** HQ looks a project up by its name in small letters. */
function projectCalled(world: World, name: string): Project | undefined {
  const wanted = lower(name);
  return [world.project, ...world.otherProjects.values()].find((each) => lower(each.name) === wanted);
}

interface Joining {
  readonly number: string;
  readonly project: Project;
  readonly gateway: Gateway | undefined;
  readonly username: string | undefined;
}

function joinAsWorker(state: SimulationState, joining: Joining): boolean {
  const { world } = state;
  const { number, project, gateway } = joining;
  const username = lower(joining.username ?? number);
  const stranger: Party = { kind: 'number', key: `+${number}`, project: project.name, number };
  const origin = originNow(state, 'registration', 'registration', stranger);
  const say = (text: string): true => {
    sendText(state, { origin, party: stranger, text, fallback: gateway });
    return true;
  };
  if (username.length > USERNAME_MAX) {
    return say(
      systemWords(state, stranger, 'sms.validation.usernametoolong', [username, String(USERNAME_MAX)]),
    );
  }
  if (world.users.hasName(username)) {
    return say(systemWords(state, stranger, 'sms.validation.duplicateusername', [username]));
  }
  const record = addWorker(state, joining, username);
  const words = project.smsRegistration?.welcome;
  if (words) welcome(state, record, gateway, words);
  return true;
}

function addWorker(state: SimulationState, { number, project }: Joining, username: string): UserRecord {
  const { world } = state;
  const record: UserRecord = {
    kind: 'user',
    key: `+${number}`,
    project: project.name,
    user: {
      kind: 'user',
      key: `+${number}`,
      username,
      firstName: '',
      lastName: '',
      phones: [number],
      verified: true,
      active: true,
      data: new Map(),
    },
  };
  world.users.set(record.key, record);
  syncUser(world, record);
  world.note({ kind: 'setting', what: 'user', name: record.key, changed: ['registered by SMS'] });
  return record;
}

function welcome(state: SimulationState, party: Party, gateway: Gateway | undefined, texts: Texts): void {
  const { text, language } = formWords(state, party, texts);
  const origin = originNow(state, 'registration', 'registration', party);
  sendText(state, { origin, party, text, language, fallback: gateway });
}
