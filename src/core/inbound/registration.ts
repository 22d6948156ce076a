import { isEmailAddress } from '../contact/email-address.ts';
import { syncUser } from '../contact/sync-entries.ts';
import type { Project, SmsRegistration } from '../model/project.ts';
import { UNTRANSLATED } from '../model/texts.ts';
import { hqWords, type SystemTextId } from '../render/system-texts.ts';
import { strangerAt, type UserRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { lower, upper } from '../text/letter-case.ts';
import { split } from '../text/python-text.ts';
import { registerNewCase } from '../trigger/save-case.ts';
import { originNow, sendText, systemWords } from './reply.ts';

/** The longest user name, and the longest one together with its project's address. */
const NAME_MAX = 80;
const ACCOUNT_MAX = 128;
/** HQ's own words, which no project can change. */
const BAD_NAME = 'Username contains invalid characters.';

/** Somebody who asks to be registered. */
interface Joining {
  readonly number: string;
  readonly project: Project;
  readonly settings: SmsRegistration;
}

/** `JOIN <project> [WORKER [username]]` from a number nobody owns two-way (docs/hq/contacts-and-messages.md#s4-6). */
export function handleJoin(state: SimulationState, number: string, text: string): boolean {
  const [word, name, role, username] = split(text).map(upper);
  if (word !== 'JOIN' || name === undefined) return false;
  const project = projectCalled(state.world, name);
  const settings = project?.smsRegistration;
  if (!project?.inboundSms || !settings) return false;
  const joining: Joining = { number, project, settings };
  if (role === 'WORKER' && settings.workers) return joinAsWorker(state, joining, username ?? number);
  return settings.cases && joinAsCase(state, joining);
}

/** HQ looks a project up by its name in small letters. */
function projectCalled(world: World, name: string): Project | undefined {
  const projects = [world.project, ...world.otherProjects.values()];
  return projects.find((each) => upper(each.name) === name);
}

function joinAsCase(state: SimulationState, joining: Joining): true {
  const { number, project, settings } = joining;
  registerNewCase(state, {
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
  return welcome(state, joining, 'sms.registration.welcome.case');
}

/** Names are compared and kept in small letters; an error shows the name in capitals, in HQ's own words. */
function joinAsWorker(state: SimulationState, joining: Joining, name: string): true {
  const { number, project } = joining;
  const longest = Math.min(NAME_MAX, ACCOUNT_MAX - `${project.name}.commcarehq.org`.length - 1);
  if ([...name].length > longest)
    return say(state, joining, hqWords('sms.validation.usernametoolong', [name, String(longest)]));
  const username = lower(name);
  if (!isEmailAddress(`${username}@${project.name}.commcarehq.org`)) return say(state, joining, BAD_NAME);
  if (state.world.users.hasName(username, project.name))
    return say(state, joining, hqWords('sms.validation.duplicateusername', [name]));
  addWorker(state, number, project.name, username);
  return welcome(state, joining, 'sms.registration.welcome.mobileworker');
}

function addWorker({ world }: SimulationState, number: string, project: string, username: string): void {
  const record: UserRecord = {
    kind: 'user',
    key: `+${number}`,
    project,
    user: {
      kind: 'user',
      key: `+${number}`,
      username,
      userId: username,
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
}

/** If it is switched on: the project's words in its default language, whatever the contact's. */
function welcome(state: SimulationState, joining: Joining, id: SystemTextId): true {
  const { number, project, settings } = joining;
  const { welcome: words } = settings;
  if (words === undefined) return true;
  const [language = ''] = project.languages;
  if (words === 'system')
    return say(state, joining, systemWords(state, strangerAt(number, project.name), id));
  return say(state, joining, words.get(language) ?? words.get(UNTRANSLATED) ?? [...words.values()][0] ?? '');
}

/** To the number alone, by the project's default route. */
function say(state: SimulationState, { number, project }: Joining, text: string): true {
  const party = strangerAt(number, project.name);
  sendText(state, { origin: originNow(state, 'registration', 'registration', party), party, text });
  return true;
}
