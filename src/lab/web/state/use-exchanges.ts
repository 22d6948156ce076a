/** The wire exchanges of one message, read when they are wanted. */
import { useEffect, useState } from 'preact/hooks';
import type { AnswerOf } from '../../contract/answers.ts';
import type { Exchange } from './answers.ts';
import { read } from './api.ts';
import { sessionPath } from './lab.ts';

/** undefined while they are being read; none when there are none, or none could be read. */
export function useExchanges(id: string | undefined): readonly Exchange[] | undefined {
  const [exchanges, setExchanges] = useState<readonly Exchange[] | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    setExchanges(undefined);
    if (id === undefined) {
      setExchanges([]);
      return;
    }
    read<AnswerOf<'Exchanges'>>(`${sessionPath('exchanges')}?id=${encodeURIComponent(id)}`)
      .then((answer) => isCurrent && setExchanges(answer.exchanges))
      .catch(() => isCurrent && setExchanges([]));
    return () => {
      isCurrent = false;
    };
  }, [id]);
  return exchanges;
}
