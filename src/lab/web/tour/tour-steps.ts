/** The tour of five minutes, step by step: docs/demo-script.md is the same for a person who speaks. */

import { type LabState, msOf } from '../state/answers.ts';
import { chosen } from '../state/chosen.ts';
import { fold, route, state } from '../state/lab.ts';
import { type Bubble, digitsOf } from '../state/store.ts';

interface TourStep {
  readonly part: string;
  readonly text: string;
  /** The name of the button or link to press; undefined: `target`, or nothing at all. */
  readonly press?: string;
  /** Where to press: of several of one name, that within it. */
  readonly target?: string;
  /** Whether it has been done; without it, it is done once `press` is pressed. */
  isDone?(): boolean;
}

export const tourSteps: readonly TourStep[] = [
  {
    part: 'What it is',
    text: 'Three women in India, two languages, one clock. No message leaves this machine. Nobody is registered yet.',
  },
  {
    part: 'Welcome',
    text: 'Press Next message: the clock goes to the moment at which something happens.',
    press: 'Next message',
    isDone: () => arrived('asha') >= 1,
  },
  {
    part: 'Welcome',
    text: 'Asha is registered, and reads her welcome in Hindi. Next message again, for Meera.',
    press: 'Next message',
    isDone: () => arrived('meera') >= 1,
  },
  {
    part: 'Welcome',
    text: 'Meera reads hers in English. Next message once more: Farida has no language.',
    press: 'Next message',
    isDone: () => arrived('farida') >= 1,
  },
  {
    part: 'Welcome',
    text: 'She reads the project’s first language, English. Press her message: the panel says why, under Because.',
    target: 'article[aria-label="Phone of Farida"] .bubble',
    isDone: () => chosen.value !== undefined && digitsOf(chosen.value.number) === numberOf('farida'),
  },
  {
    part: 'The reminder',
    text: 'Now the reminders of a visit, three days before it. Press Next message.',
    press: 'Next message',
    isDone: () => arrived('asha') >= 2,
  },
  {
    part: 'The reminder',
    text: 'It is 9 March, three days before Asha’s visit. Meera’s was moved the day before, so hers waits: Next message.',
    press: 'Next message',
    isDone: () => arrived('meera') >= 2,
  },
  {
    part: 'The reminder',
    text: 'It came on 17 March. Farida never gets one: she registered after it was due. Timeline shows the three lanes.',
    press: 'Timeline',
    target: '.tabs',
    isDone: () => route.value.view === 'timeline',
  },
  {
    part: 'What goes wrong',
    text: 'Now with trouble on the way. Press Back to start.',
    press: 'Back to start',
    isDone: () => inState(({ now, startsAt }) => msOf(now) === msOf(startsAt)),
  },
  {
    part: 'What goes wrong',
    text: 'All of it will happen again. Go to Gateways.',
    press: 'Gateways',
    target: '.tabs',
    isDone: () => route.value.view === 'gateways',
  },
  {
    part: 'What goes wrong',
    text: 'Take the gateway down, as a vendor’s outage does.',
    press: 'Take down',
    isDone: isAGatewayDown,
  },
  {
    part: 'What goes wrong',
    text: 'Press Step: one thing further.',
    press: 'Step',
    isDone: () => bubblesOf('asha').some(({ state: reached }) => reached === 'retrying'),
  },
  {
    part: 'What goes wrong',
    text: 'Asha’s welcome fails, and waits for its retry at 10:05. Bring the gateway up.',
    press: 'Bring up',
    isDone: () => !isAGatewayDown(),
  },
  {
    part: 'What goes wrong',
    text: 'Press Next message: it arrives with its second attempt.',
    press: 'Next message',
    isDone: () => arrived('asha') >= 1,
  },
  {
    part: 'What goes wrong',
    text: 'Back to the Phones.',
    press: 'Phones',
    target: '.tabs',
    isDone: () => route.value.view === 'phones',
  },
  {
    part: 'What goes wrong',
    text: 'On Meera’s phone, press STOP: she wants no more messages.',
    press: 'STOP',
    target: 'article[aria-label="Phone of Meera"]',
    isDone: () => isOptedOut('meera'),
  },
  {
    part: 'What goes wrong',
    text: 'She is marked as opted out. START brings her back.',
    press: 'START',
    target: 'article[aria-label="Phone of Meera"]',
    isDone: () => !isOptedOut('meera'),
  },
  {
    part: 'What goes wrong',
    text: 'Drag the clock to the end of the run: the rest arrives.',
    target: '.slider input',
    isDone: () => inState(({ now, endsAt }) => msOf(now) >= msOf(endsAt)),
  },
  {
    part: 'Keep it',
    text: 'What you have done can become a test. Press Save as scenario, and Download in the dialog.',
    press: 'Save as scenario',
  },
  {
    part: 'Keep it',
    text: 'Download the file; drysend run my-story.yaml is green.',
    press: 'Download',
    target: 'dialog',
  },
  {
    part: 'Keep it',
    text: 'From now on this story is a test. The list of all others is behind the word drysend, top left.',
  },
];

const inState = (ask: (labState: LabState) => boolean): boolean =>
  state.value !== undefined && ask(state.value);

function isAGatewayDown(): boolean {
  return inState(({ gateways }) => gateways.some(({ down }) => down));
}

const contactOf = (key: string) => state.value?.contacts.find((contact) => contact.key === key);

const numberOf = (key: string): string => digitsOf(contactOf(key)?.normalized);

const bubblesOf = (key: string): readonly Bubble[] => fold().threads.get(numberOf(key)) ?? [];

const arrived = (key: string): number =>
  bubblesOf(key).filter(({ isReply, state: reached }) => !isReply && reached === 'arrived').length;

const isOptedOut = (key: string): boolean => contactOf(key)?.optedOut === true;
