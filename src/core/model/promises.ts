import type { Plan } from './plan.ts';

/** Whether anything is promised, be it that nothing comes out: such a run is strict, any other just runs. */
export function promisesSomething({ promises, expectations, timeline }: Plan): boolean {
  return promises === true || expectations.length > 0 || timeline.some(({ act }) => act.verb === 'expect');
}
