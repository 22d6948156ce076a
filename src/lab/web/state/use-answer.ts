/** An answer of the lab that is read again when the run goes on. */
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from './answers.ts';
import { problemOf, read } from './api.ts';

const REST_MS = 400;

/** `mark` is what it depends on: with another one it is read again. */
export function useAnswer<T>(
  path: string,
  mark: unknown,
): { readonly answer?: T; readonly problem?: Problem } {
  const [result, setResult] = useState<{ path: string; answer?: T; problem?: Problem } | undefined>();
  useEffect(() => {
    let isCurrent = true;
    const waiting = setTimeout(
      () => {
        read<T>(path)
          .then((answer) => isCurrent && setResult({ path, answer }))
          .catch((thrown: unknown) => isCurrent && setResult({ path, problem: problemOf(thrown) }));
      },
      result?.path === path ? REST_MS : 0,
    );
    return () => {
      isCurrent = false;
      clearTimeout(waiting);
    };
  }, [path, mark]);
  return result?.path === path ? result : {};
}
