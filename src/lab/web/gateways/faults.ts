/** The buttons' faults, in the words of the fault vocabulary. */
export const faults = {
  refuses: [{ id: 'refuses', when: {}, reject: 'blocked' }],
  /** The message is taken, but its answer never arrives: the way to find double sends. */
  losesAnswers: [
    {
      id: 'lost-answer',
      when: { attempt: 1 },
      connection: { mode: 'reset', phase: 'body', committed: true },
    },
  ],
} as const;

/** What a gateway with such a fault does, in words. */
export const faultNames: Readonly<Record<string, string>> = {
  refuses: 'refuses',
  'lost-answer': 'loses answers',
};
