/** Beside a message from outside: what a program sent, or how a text of a phone got to its application. */
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { Facts } from '../../../web/parts/facts.tsx';
import { Wire } from '../../../web/parts/wire.tsx';
import type { Outside, OutsideText } from '../state/answers.ts';
import { chosenOutside } from '../state/chosen.ts';
import { outsideTexts } from '../state/external-traffic.ts';
import type { FromOutside } from '../state/store.ts';
import { TitleBar } from './title-bar.tsx';

const TEXT_MAX = 20_000;

export function OutsidePanel({ outside }: { outside: FromOutside }) {
  return (
    <aside class="panel" aria-label="Message from outside">
      <TitleBar
        onClose={() => {
          chosenOutside.value = undefined;
        }}
      >
        {outside.kind === 'exchange' ? 'from outside' : 'to the application'}
      </TitleBar>
      {outside.kind === 'exchange' ? (
        <FromProgram one={outside.exchange} />
      ) : (
        <ToProgram one={outside.text} />
      )}
    </aside>
  );
}

function FromProgram({ one }: { one: Outside }) {
  const { gateway, from, to, at, text, request, response } = one;
  return (
    <>
      <p class="hint">A program sent this to the gateway’s address. It is no message of the rehearsal.</p>
      <p class="panel-text" dir="auto">
        <BidiText text={text} max={TEXT_MAX} />
      </p>
      <Facts
        facts={[
          ['gateway', gateway ?? ''],
          ['from', from],
          ['to', to],
          ['came at, real time', new Date(at).toISOString()],
        ]}
      />
      <section class="wire">
        <h3>On the wire</h3>
        <Wire exchanges={[{ attempt: 1, gateway: gateway ?? '', request, response }]} />
      </section>
    </>
  );
}

/** As far as its calls have come by now. */
function ToProgram({ one }: { one: OutsideText }) {
  const { gateway, from, to, at, text, calls } = outsideTexts.value.find(({ id }) => id === one.id) ?? one;
  return (
    <>
      <p class="hint">The phone sent this to the application behind the gateway. HQ does not hear of it.</p>
      <p class="panel-text" dir="auto">
        <BidiText text={text} max={TEXT_MAX} />
      </p>
      <Facts
        facts={[
          ['gateway', gateway],
          ['from', from],
          ['to', to],
          ['sent at, real time', new Date(at).toISOString()],
        ]}
      />
      {calls?.length === 0 && <p class="hint">The carrier kept the word, and no application is called.</p>}
      {calls?.map(({ id, url, state, why, problem, attempts }) => (
        <Facts
          key={id}
          title={`Call ${id}`}
          facts={[
            ['address', url],
            ['state', state],
            ['why', why],
            ['wrong with the answer', problem],
            ['attempts', attempts],
          ]}
        />
      ))}
    </>
  );
}
