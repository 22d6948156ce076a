/** Brings in a case export: what it would bring is shown first, with what is odd in it, then it is done. */
import { useState } from 'preact/hooks';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import type { AnswerOf } from '../../contract/answers.ts';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import type { LabState, Problem } from '../state/answers.ts';
import { post, problemOf } from '../state/api.ts';
import { sessionPath } from '../state/lab.ts';

const SIZE_MAX = 10_000_000;

type Preview = AnswerOf<'ImportPreview'>;
type Imported = AnswerOf<'Imported'>;

/** A file as it is sent, and what it would bring. */
interface Chosen {
  readonly body: { readonly name: string; readonly base64: string; readonly type: string };
  readonly preview: Preview;
}

export function ImportForm({ state, onDone }: { state: LabState; onDone: () => void }) {
  const [file, setFile] = useState<File | undefined>(undefined);
  const [type, setType] = useState('');
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  const [done, setDone] = useState<Imported | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);

  const attempt = async (task: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await task();
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
  };
  const look = async (event: Event) => {
    event.preventDefault();
    if (!file) return setProblem({ found: 'no file', wanted: 'a case export: CSV, XLSX or JSON' });
    if (file.size > SIZE_MAX) return setProblem({ found: `${file.size} bytes`, wanted: 'at most 10 MB' });
    await attempt(async () => {
      const body = { name: file.name, base64: await base64Of(file), type };
      setChosen({ body, preview: await post<Preview>(sessionPath('import-preview'), body) });
    });
  };
  const bringIn = () =>
    attempt(async () => {
      setDone(await post<Imported>(sessionPath('import'), chosen?.body));
    });

  if (done) {
    return (
      <div class="case-form">
        <p role="status">{counted(done.registered.length, 'case')} registered.</p>
        <NoticeList notices={done.notices} />
        <DialogFoot>
          <button type="button" class="accent" onClick={onDone}>
            Done
          </button>
        </DialogFoot>
      </div>
    );
  }
  if (chosen) {
    return (
      <div class="case-form">
        <PreviewTable preview={chosen.preview} />
        <NoticeList notices={chosen.preview.notices} />
        <DialogFoot problem={problem}>
          <button type="button" class="accent" onClick={bringIn}>
            Register {counted(chosen.preview.cases, 'case')}
          </button>
          <button type="button" onClick={() => setChosen(undefined)}>
            Another file
          </button>
        </DialogFoot>
      </div>
    );
  }
  return (
    <form class="case-form" onSubmit={look}>
      <label>
        File
        <input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.json,.ndjson,text/csv"
          onChange={(event) => setFile(event.currentTarget.files?.[0])}
        />
      </label>
      <label>
        Case type of rows that name none
        <input
          placeholder={`such as ${state.contacts.find((one) => one.type)?.type ?? 'patient'}`}
          value={type}
          onInput={(event) => setType(event.currentTarget.value)}
        />
      </label>
      <p class="hint">
        A case export of CommCare (CSV or XLSX), or an answer of its Case API (JSON), up to 10 MB. A story
        (YAML) is opened at the start page: <a href="#/start">scenarios and sessions</a>.
      </p>
      <DialogFoot problem={problem}>
        <button type="submit" class="accent">
          Look at it
        </button>
      </DialogFoot>
    </form>
  );
}

function PreviewTable({
  preview: { cases, closed, withoutNumber, withoutGateway, types, sample },
}: {
  preview: Preview;
}) {
  return (
    <>
      <p>
        {counted(cases, 'case')} of type <BidiText text={types.join(', ')} />: {closed} closed,{' '}
        {withoutNumber} without a number that HQ reads
        {withoutGateway > 0 && `, ${withoutGateway} with a number that no gateway takes`}.
      </p>
      <div class="table-box" tabIndex={0} role="group" aria-label="The first cases">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">In the file</th>
              <th scope="col">HQ reads</th>
              <th scope="col">Gateway</th>
              <th scope="col">Language</th>
            </tr>
          </thead>
          <tbody>
            {sample.map(({ key, name, found, number, gateway, language }) => (
              <tr key={key}>
                <td>
                  <BidiText text={name || key} />
                </td>
                <td>
                  <BidiText text={found || 'empty'} />
                </td>
                <td data-bad={number === '' || gateway === ''}>{number || 'no number'}</td>
                <td data-bad={gateway === ''}>{gateway || 'none'}</td>
                <td>
                  <BidiText text={language || 'default'} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cases > sample.length && <p class="hint">and {cases - sample.length} more</p>}
    </>
  );
}

function NoticeList({ notices }: { notices: Preview['notices'] }) {
  if (notices.length === 0) return <p class="hint">Nothing in the file is odd.</p>;
  return (
    <ul class="notice-kinds" aria-label="What is odd in the file">
      {notices.map(({ code, severity, count, example, hint }) => (
        <li key={code} data-severity={severity}>
          <strong>{code}</strong> {severity}, {count === 1 ? '1 row' : `${count} rows`}
          <small>
            such as <BidiText text={example} max={300} />
          </small>
          {hint && <small>{hint}</small>}
        </li>
      ))}
    </ul>
  );
}

/** Any file as a text that JSON can carry. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
}
