import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plan } from '../../src/core/model/plan.ts';
import { plansFromFile } from './plans-from.ts';

export interface ShippedPlan {
  /** `dst/gap-and-overlap.yaml: title`. */
  readonly name: string;
  readonly plan: Plan;
}

/** Every scenario that drysend ships, in order of files and documents. */
export function shippedPlans(root = join(import.meta.dirname, '../../scenarios')): ShippedPlan[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.includes('common'))
    .sort();
  return files.flatMap((file) =>
    plansFromFile(join(root, file)).map((plan) => ({
      name: `${relative(root, join(root, file))}: ${plan.title}`,
      plan,
    })),
  );
}
