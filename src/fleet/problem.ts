/** What keeps a fleet from its work, in words for the person who runs it. It never holds a password. */

export type FleetFault = 'damaged' | 'missing' | 'full' | 'cancelled' | 'other';

export class FleetProblem extends Error {
  override readonly name = 'FleetProblem';
  /** What would put it right. */
  readonly cure: string | undefined;
  readonly fault: FleetFault;

  constructor(message: string, cure?: string, fault: FleetFault = 'other') {
    super(message);
    this.cure = cure;
    this.fault = fault;
  }
}
