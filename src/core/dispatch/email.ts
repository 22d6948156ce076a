import { emailOf } from '../contact/contact.ts';
import { isEmailAddress } from '../contact/email-address.ts';
import type { Because, GatewayEvidence, GatewayRule } from '../model/because.ts';
import type { EmailContent } from '../model/content.ts';
import type { Gateway } from '../model/gateway.ts';
import { plainGateway } from '../model/plain-gateway.ts';
import type { TextChoice } from '../render/language.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { choose, type Known, render, type Send, stopped } from './send.ts';

const TRIAL_EMAILS_MAX = 50;
const NO_SUBJECT = '(No Subject)';
/** What stands in the text part when only HTML was written. */
const HTML_ONLY = 'This email has an HTML part that your mail program cannot display.';

/**
 * Every way an email can stop before it is handed over, in HQ's order (docs/hq/contacts-and-messages.md#s3-2, #s6).
 * White space is not emptiness (docs/hq/contacts-and-messages.md#s5-4).
 */
export function sendEmail(state: SimulationState, send: Send, content: EmailContent): void {
  const { world } = state;
  const project = world.projectNamed(send.origin.project);
  const subject = choose(state, send, content.subject);
  const body = choose(state, send, content.body);
  const html = choose(state, send, content.html);
  const because: Because = { zone: send.origin.zoneBecause, language: body?.because ?? html?.because };
  const known: Known = { channel: 'email', language: (body ?? html)?.language, because };

  const parts = renderAll(state, send, { subject, body, html });
  if ('problem' in parts) return stopped(state, send, 'CANNOT_RENDER_MESSAGE', known, parts.problem);
  if (parts.body === '' && parts.html === '') return stopped(state, send, 'NO_MESSAGE', known);

  const address = emailOf(send.party);
  if (address === undefined || address === '') return stopped(state, send, 'NO_EMAIL_ADDRESS', known);
  const withAddress = { ...known, address, subject: parts.subject || NO_SUBJECT };
  if (!isEmailAddress(address)) {
    return stopped(
      state,
      send,
      'ERROR_INVALID_EMAIL_ADDRESS',
      withAddress,
      "['Enter a valid email address.']",
    );
  }
  if (project.trial && state.dailyCounts.emailsOf(project.name) >= TRIAL_EMAILS_MAX) {
    return stopped(state, send, 'TRIAL_EMAIL_LIMIT_REACHED', withAddress);
  }
  state.dailyCounts.countEmail(project.name);
  if (world.bounced.has(address)) return stopped(state, send, 'EMAIL_BOUNCED', withAddress, address);

  const { gateway, because: chosen } = mailGateway(world);
  const sentHtml = project.richTextEmail ? parts.html : '';
  state.outbox.add(
    {
      channel: 'email',
      origin: send.origin,
      party: send.party,
      address,
      gateway,
      language: known.language,
      text: sentHtml && parts.body === '' ? HTML_ONLY : parts.body,
      subject: withAddress.subject,
      html: sentHtml || undefined,
      because: { ...because, gateway: chosen },
    },
    world,
  );
}

interface Parts<T> {
  readonly subject: T;
  readonly body: T;
  readonly html: T;
}

function renderAll(
  state: SimulationState,
  send: Send,
  chosen: Parts<TextChoice | undefined>,
): Parts<string> | { problem: string } {
  const subject = render(state, send, chosen.subject?.text ?? '');
  if ('problem' in subject) return subject;
  const body = render(state, send, chosen.body?.text ?? '');
  if ('problem' in body) return body;
  const html = render(state, send, chosen.html?.text ?? '');
  if ('problem' in html) return html;
  return { subject: subject.text, body: body.text, html: html.text };
}

/** The project's own mail gateway, else the only one, else a sink that stands for HQ's own sender. */
function mailGateway(world: World): { gateway: Gateway; because: GatewayEvidence } {
  const smtp = world.gateways.filter(
    (each) => !each.deleted && world.kinds.get(each.type)?.channel === 'email',
  );
  const wanted = world.project.emailGateway;
  const named = smtp.find((each) => each.name === wanted);
  if (named) return chosenBy('email_gateway', named);
  const [first] = smtp;
  if (!first) return chosenBy('hq_email', builtInSink(world.project.name));
  if (smtp.length > 1) warnOfSeveral(world, first);
  return chosenBy(smtp.length > 1 ? 'first_email_gateway' : 'only_email_gateway', first);
}

const chosenBy = (rule: GatewayRule, gateway: Gateway) => ({
  gateway,
  because: { name: gateway.name, rule },
});

function warnOfSeveral(world: World, first: Gateway): void {
  if (world.notedOnce.has('SEVERAL_SMTP_GATEWAYS')) return;
  world.notedOnce.add('SEVERAL_SMTP_GATEWAYS');
  world.note({
    kind: 'warning',
    code: 'SEVERAL_SMTP_GATEWAYS',
    message: `there are several smtp gateways: ${first.name}, the first, takes all email`,
    hint: 'name one in project.email_gateway',
    about: { gateway: first.name },
  });
}

const builtInSink = (project: string): Gateway => plainGateway('HQ_EMAIL', 'smtp', project);
