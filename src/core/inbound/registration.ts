import { syncUser } from '../contact/sync-user.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Project } from '../model/project.ts';
import type { Texts } from '../model/texts.ts';
import type { Party, UserRecord } from '../state/records.ts';
import type { Stage } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { registerNewCase } from '../trigger/register-new-case.ts';
import { formWords, originNow, sendText, systemWords } from './reply.ts';
import { wordsOf } from './words.ts';

const USERNAME_MAX = 40;

/** `JOIN <project> [WORKER [username]]` from a number nobody owns two-way (spec/contacts 4.6). */
export function handleJoin(
  stage: Stage,
  number: string,
  gateway: Gateway | undefined,
  text: string,
): boolean {
  const { world } = stage;
  const [word, name, role, username] = wordsOf(text);
  if (word?.toUpperCase() !== 'JOIN' || name === undefined) return false;
  const project = projectCalled(world, name);
  const settings = project?.smsRegistration;
  if (!project?.inboundSms || !settings) return false;
  if (role?.toUpperCase() === 'WORKER' && settings.workers) {
    return joinAsWorker(stage, { number, project, gateway, username });
  }
  if (!settings.cases) return false;
  const record = registerNewCase(stage, {
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
  if (settings.welcome) welcome(stage, record, gateway, settings.welcome);
  return true;
}

/** HQ looks a project up by its name in small letters. */
function projectCalled(world: World, name: string): Project | undefined {
  const wanted = name.toLowerCase();
  return [world.project, ...world.otherProjects.values()].find((each) => each.name.toLowerCase() === wanted);
}

interface Joining {
  readonly number: string;
  readonly project: Project;
  readonly gateway: Gateway | undefined;
  readonly username: string | undefined;
}

function joinAsWorker(stage: Stage, joining: Joining): boolean {
  const { world } = stage;
  const { number, project, gateway } = joining;
  const username = (joining.username ?? number).toLowerCase();
  const stranger: Party = { kind: 'number', key: `+${number}`, project: project.name, number };
  const origin = originNow(stage, 'registration', 'registration', stranger);
  const say = (text: string): true => {
    sendText(stage, { origin, party: stranger, text, fallback: gateway });
    return true;
  };
  if (username.length > USERNAME_MAX) {
    return say(
      systemWords(stage, stranger, 'sms.validation.usernametoolong', [username, String(USERNAME_MAX)]),
    );
  }
  if ([...world.users.values()].some((each) => each.user.username.split('@')[0] === username)) {
    return say(systemWords(stage, stranger, 'sms.validation.duplicateusername', [username]));
  }
  const record = addWorker(stage, joining, username);
  const words = project.smsRegistration?.welcome;
  if (words) welcome(stage, record, gateway, words);
  return true;
}

function addWorker(stage: Stage, { number, project }: Joining, username: string): UserRecord {
  const { world } = stage;
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

function welcome(stage: Stage, party: Party, gateway: Gateway | undefined, texts: Texts): void {
  const { text, language } = formWords(stage, party, texts);
  const origin = originNow(stage, 'registration', 'registration', party);
  sendText(stage, { origin, party, text, language, fallback: gateway });
}
