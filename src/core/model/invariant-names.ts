/** The always-on checks, by the names a scenario switches them off with. */
export const invariantNames = [
  'no-duplicate',
  'no-send-to-opted-out',
  'no-send-after-close',
  'no-stale-send',
  'no-send-outside-hours',
  'daily-limit-kept',
  'one-owner-per-number',
  'every-message-ends',
  'no-lost-message',
  'clock-never-goes-back',
] as const;
