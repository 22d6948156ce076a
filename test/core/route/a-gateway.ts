import type { Gateway } from '../../../src/core/model/gateway.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';

/** A global test gateway of project `demo`, but for what is given. */
export const aGateway = (given: Partial<Gateway>): Gateway => ({
  ...plainGateway('MINE', 'test', 'demo'),
  ...given,
});
