/** A call that cannot be made: what is wrong, and what would mend it. */
export class WebhookProblem extends Error {
  /** As HTTP has it: 404 for what is not there, 422 for what does not fit. */
  readonly status: 404 | 422;
  readonly what: string;
  readonly hint: string;

  constructor(status: 404 | 422, what: string, hint: string) {
    super(`${what}: ${hint}`);
    this.name = 'WebhookProblem';
    this.status = status;
    this.what = what;
    this.hint = hint;
  }
}
