/** Schedules that the random programmes of the laws are made of: each sends for about a week or two. */

export const dailySends: readonly Readonly<Record<string, unknown>>[] = [
  { daily: { at: '09:00', stop_after: '12' } },
  { daily: { at: '03:00', stop_after: '12' } },
  { daily: { at: '02:30', stop_after: 'never' } },
  {
    custom_daily: {
      events: [
        { day: 1, at: '09:00' },
        { day: 1, at: '18:00', sms: 'Evening' },
      ],
      every: 1,
      stop_after: 8,
    },
  },
  { weekly: { days: ['Mon', 'Wed', 'Fri'], at: '09:00' } },
  { daily: { random: { from: '09:00', minutes: '60' }, stop_after: '9' } },
];
