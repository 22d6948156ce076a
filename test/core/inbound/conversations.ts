/** A conversation with Amy: one text a minute, and all that comes of it. */
import { type Json, play } from '../../fidelity/helpers/play.ts';

export const AT = '2024-01-01 12:00';

export const twoWay: Json = {
  type: 'c',
  name: 'Amy',
  contact_phone_number: '999123',
  contact_phone_number_is_verified: '1',
};

/** `parts` replace the scenario's keys; `amy` those of the case; each text may be an act of the timeline instead. */
export function talk(
  parts: Json & { readonly amy?: Json; readonly others?: Json },
  ...texts: readonly (string | Json)[]
) {
  const { amy = {}, others = {}, ...rest } = parts;
  const cases: Json = { amy: { ...twoWay, ...amy }, ...others };
  const acts = texts.map((text) =>
    typeof text === 'string'
      ? { after: '1m', inbound: { from: 'amy', via: 'G', text } }
      : { after: '1m', ...text },
  );
  const { of, entries } = play({
    ...rest,
    cases,
    timeline: [{ at: AT, register: Object.keys(cases) }, ...acts],
  });
  return {
    of,
    entries,
    replies: of('sent').map(({ text }) => text),
    handlers: of('inbound').map(({ handled_by: by }) => by),
    codes: of('error').map(({ code }) => code),
    warned: of('warning')
      .filter(({ code }) => code !== 'SYSTEM_TEXT_DEFAULT')
      .map(({ code, message, hint, about }) => ({ code, message, hint, about })),
    surveys: of('survey').map(({ state }) => state),
  };
}
