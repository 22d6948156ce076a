import { describe, expect, test } from 'vitest';
import { editedText } from '../../src/shrink/edited-text.ts';
import { rowSource } from '../../src/shrink/row-units.ts';
import { type SourceText, type Unit, yamlSource } from '../../src/shrink/unit-tree.ts';

/** The text without the units that are named by their way: `cases.asha`, `timeline.0`. */
function without(source: SourceText, ...ways: readonly string[]): string {
  const removed = new Set(ways.map((way) => unitAt(source.units, way.split('.'))));
  return editedText(source, { removed, values: new Map() }).text;
}

function unitAt(units: readonly Unit[], [step = '', ...rest]: readonly string[]): Unit {
  const unit = units.find(({ key }) => key === step) ?? units[Number(step)]!;
  return rest.length > 0 ? unitAt(unit.children, rest) : unit;
}

describe('a part is cut out of a text without touching the rest:', () => {
  test.each([
    [
      'a pair on its line, with the comment above and behind it',
      'a: 1\n# two\nb: 2 # b\nc: 3\n',
      ['b'],
      'a: 1\nc: 3\n',
    ],
    ['a whole section', 'a:\n  x: 1\n  y: 2\nb: 2\n', ['a'], 'b: 2\n'],
    ['all of a section', 'a:\n  x: 1\n  y: 2\nb: 2\n', ['a.x', 'a.y'], 'b: 2\n'],
    [
      'the first pair of an item',
      'l:\n  - at: 1\n    b: 2\n    c: 3\n',
      ['l.0.at'],
      'l:\n  - b: 2\n    c: 3\n',
    ],
    ['the first two pairs', 'l:\n  - at: 1\n    b: 2\n    c: 3\n', ['l.0.at', 'l.0.b'], 'l:\n  - c: 3\n'],
    ['an item', 'l:\n  - a\n  - b\n', ['l.0'], 'l:\n  - b\n'],
    ['an item whose value stands below', 'l:\n  -\n    a: 1\n  - b\n', ['l.0'], 'l:\n  - b\n'],
    ['the first between braces', '{a: 1, b: 2}', ['a'], '{b: 2}'],
    ['the last between braces', '{a: 1, b: 2}', ['b'], '{a: 1}'],
    ['items on both sides', 'l: [a, b, c]', ['l.0', 'l.2'], 'l: [b]'],
    ['the only item of a list', 'l: [a]\nb: 2\n', ['l.0'], 'b: 2\n'],
    ['all promises, which promise that nothing comes', 'expect:\n  - a\n', ['expect.0'], 'expect: []\n'],
    ['a text in several lines', 'a: |\n  one\n  two\nb: 2\n', ['a'], 'b: 2\n'],
    ['an item with an anchor', 'l:\n  - &x {a: 1}\n  - b\n', ['l.0'], 'l:\n  - b\n'],
  ])('%s', (_name, text, ways, left) => {
    expect(without(yamlSource('a.yaml', text), ...ways)).toBe(left);
  });

  test.each([
    ['a record of a CSV, line breaks in its cells too', 'a.csv', 'id,t\n1,"x\ny"\n2,z\n', 'id,t\n2,z\n'],
    [
      'a case of a list',
      'a.json',
      '{"meta": 1, "objects": [{"case_id": 1}, {"case_id": 2}]}',
      '{"meta": 1, "objects": [{"case_id": 2}]}',
    ],
    ['a line of NDJSON', 'a.ndjson', '{"a":1}\n{"a":2}\n', '{"a":2}\n'],
  ])('%s', (_name, path, text, left) => {
    expect(without(rowSource(path, text), '0')).toBe(left);
  });

  test('a place of what is left is found again in the original', () => {
    const source = yamlSource('a.yaml', 'a: 1\nb: 2\nc: 3\n');
    const removed = new Set([unitAt(source.units, ['b'])]);
    const { text, originalOffset } = editedText(source, { removed, values: new Map() });
    expect(originalOffset(text.indexOf('c'))).toBe(source.text.indexOf('c'));
  });
});
