/** A message's text; words that a property has filled in are marked, and below it stands where each came from. */
import { useEffect, useState } from 'preact/hooks';
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import type { Filled, Line } from '../state/answers.ts';
import { read } from '../state/api.ts';
import { sessionPath } from '../state/lab.ts';
import { authorText } from './author-text.ts';

const TEXT_MAX = 100_000;

export function FilledText({ line }: { line: Line }) {
  const filled = useFilled(line);
  const text = line.text ?? '';
  const isMarked = filled !== undefined && text.length <= TEXT_MAX;
  return (
    <>
      <p class="panel-text" dir="auto" tabIndex={0}>
        {isMarked
          ? filled.parts.map(({ text: words, path }, index) =>
              path === undefined ? (
                words
              ) : (
                <mark key={`${index} ${path}`} title={`{${path}}`}>
                  {words}
                </mark>
              ),
            )
          : cut(text, TEXT_MAX)}
      </p>
      {filled && filled.values.length > 0 && (
        <ul class="filled-values" aria-label="Where the marked words come from">
          {filled.values.map(({ path, since, by }) => (
            <li key={path}>
              <code>{`{${path}}`}</code>
              {since && by && (
                <>
                  {' '}
                  since {since}, <BidiText text={authorText(by)} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** undefined: not read yet, or not to be read. */
function useFilled(line: Line): Filled | undefined {
  const [filled, setFilled] = useState<{ readonly seq: number; readonly filled: Filled } | undefined>();
  useEffect(() => {
    let isCurrent = true;
    if (line.kind === 'inbound') return;
    read<Filled>(`${sessionPath('filled')}?seq=${line.seq}`)
      .then((answer) => isCurrent && setFilled({ seq: line.seq, filled: answer }))
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [line]);
  return filled?.seq === line.seq ? filled.filled : undefined;
}
