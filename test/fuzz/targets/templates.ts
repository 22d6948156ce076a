/** A text with variables, filled in for a case: words or the problem that Python would name, and nothing of length without end. */
import { segmentsOf } from '../../../src/core/render/segments.ts';
import { type Node, renderTemplate } from '../../../src/core/render/template.ts';
import { visible, visibleLine } from '../../../src/core/render/visible.ts';
import { storyTexts } from '../shipped.ts';
import { must, type Target } from '../target.ts';

const OUTPUT_MAX = 1_200_000;

export const templates: Target = {
  name: 'templates',
  seeds: () => [
    ...storyTexts.flatMap((text) => text.match(/[^\n"]*\{(?:case|recipient)[^\n"]*/g) ?? []),
    ...[
      '{case.name!r:>{case.week}}',
      '{{{case.name}}}',
      '{0}',
      '{case[name]}',
      '{case.a.b.c.d}',
      '{case.name:{case.name:{case.name}}}',
    ],
  ],
  words: [
    ...[
      '{',
      '}',
      '{{',
      '}}',
      '{case.name}',
      '{case.long}',
      '{case.parent.name}',
      '{case.none}',
      '{recipient.name}',
    ],
    ...[
      '!r',
      '!s',
      '!a',
      ':',
      ':>10',
      '.',
      '[0]',
      '{}',
      '{0}',
      '{case}',
      '{case.owner.last_site.name}',
      '\u20ac',
      '\u0939',
    ],
  ],
  open: async () => ({
    run(text) {
      const exact = renderTemplate(text, { case: aCase, recipient: aCase });
      const again = renderTemplate(text, { case: aCase, recipient: aCase });
      must(JSON.stringify(exact) === JSON.stringify(again), 'a text is filled in the same twice');
      for (const rendered of [exact, renderTemplate(text, {}, 'tidy')]) {
        if ('problem' in rendered) {
          must(rendered.problem !== '', 'a text that cannot be filled in has a problem');
          continue;
        }
        must(rendered.text.length <= OUTPUT_MAX, 'a filled text has at most a million characters');
        must(segmentsOf(rendered.text).segments >= 1, 'a text has a segment');
        must(
          !/(?![\n\t])[\p{Control}\u202a-\u202e]/u.test(visible(rendered.text)),
          'what is shown holds nothing hidden',
        );
        must(!visibleLine(rendered.text).includes('\n'), 'what is shown on one line has no line ends');
      }
    },
  }),
};

const properties: Readonly<Record<string, string | null>> = {
  name: 'Asha \u{1f469} {case.name}',
  week: '12',
  none: null,
  long: 'x'.repeat(50_000),
};

const aCase: Node = {
  get: (name) => (name === 'parent' ? aCase : Object.hasOwn(properties, name) ? properties[name] : undefined),
};
