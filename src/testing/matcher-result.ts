/** What a matcher of vitest or jest gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}
