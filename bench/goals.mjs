/**
 * What each benchmark is held to: rows made of its results, each with its goal. Of ratios with a peer, the peer did the same work in the
 * same run. A benchmark without an entry here has no goal, and is shown by its name alone.
 */

/**
 * @typedef {object} GoalRow
 * @property {string} what
 * @property {string} ours with its unit
 * @property {string} [peer] its name and what it did, with the unit
 * @property {number} [ratio] ours to the peer's, the way that larger, or smaller, is better as the goal says
 * @property {string} goal
 * @property {boolean} isMet
 */

/** @type {Readonly<Record<string, (results: any) => readonly GoalRow[]>>} */
export const goalsOf = {
  'cli-start': (results) => [
    toPeer(
      'drysend --version',
      `${results.version_ms} ms`,
      `bare node ${results.bare_node_ms} ms`,
      results.ratio,
      atMost(1.2, '×'),
    ),
    alone('all shipped stories', results.start_ms / 1000, 's', atMost(5, 's')),
  ],
  diff: ({ sizes }) => [
    alone(`diff, ${counted(sizes.at(-1).women)} women`, sizes.at(-1).peak_rss_mb, 'MB', atMost(1500, 'MB')),
  ],
  dispatch: ({ runs }) => [
    alone(
      'memory of a year to that of a tenth',
      runs[1].peak_rss_mb / runs[0].peak_rss_mb,
      '×',
      atMost(1.1, '×'),
    ),
    alone('the year of 3.65 million messages', runs[1].seconds, 's', atMost(10, 's')),
  ],
  doors: (results) =>
    ['idle_and_slow', 'event_streams', 'opened_sessions', 'uploads_at_the_limit'].map((crowd) =>
      alone(
        `${crowd.replaceAll('_', ' ')}, memory at the end to a quarter of the way`,
        Math.max(...results[crowd].map(({ rss_end_mb, rss_quarter_mb }) => rss_end_mb / rss_quarter_mb)),
        '×',
        atMost(1.1, '×'),
      ),
    ),
  engine: engineRows,
  fleet: ({ contacts, ...of }) => [
    toPeer(
      `two fleet workers, ${counted(contacts)} contacts`,
      `${of.fleet_seconds} s`,
      `two threads ${of.threads_seconds} s`,
      of.fleet_of_threads,
      atMost(1.15, '×'),
    ),
    toPeer(
      'processor time of all of them',
      `${of.fleet_cpu_seconds} s`,
      `two threads ${of.threads_cpu_seconds} s`,
      of.fleet_cpu_of_threads,
      atMost(1.1, '×'),
    ),
  ],
  gateways: ({ rows, ratios }) => {
    const perSecond = (name) => rows.find(({ server }) => server === name)?.per_second;
    return [
      ['bare node:http', ratios.to_bare_node_http, 0.85],
      ['wiremock', ratios.to_wiremock, 1.5],
      ['mountebank', ratios.to_mountebank, 6],
      ['mockoon', ratios.to_mockoon, 15],
    ]
      .filter(([name]) => perSecond(name) !== undefined)
      .map(([name, ratio, least]) =>
        toPeer(
          'a Twilio send over HTTP',
          `${counted(perSecond('drysend'))}/s`,
          `${name} ${counted(perSecond(name))}/s`,
          ratio,
          atLeast(least, '×'),
        ),
      );
  },
  growth: ({ stories }) => {
    const worst = stories.reduce((most, one) =>
      one.times_as_long_at_four_times_the_size > most.times_as_long_at_four_times_the_size ? one : most,
    );
    return [
      alone(
        `${stories.length} stories at four times the size, the worst: ${worst.story}`,
        worst.times_as_long_at_four_times_the_size,
        '×',
        atMost(6, '×'),
      ),
    ];
  },
  kill: (results) => [
    alone('messages lost or twice in 100 rounds of kill -9', results.lost + results.twice, '', atMost(0, '')),
  ],
  'kill-lab': (results) => [
    alone('acts lost or twice in 100 rounds of kill -9', results.lost + results.twice, '', atMost(0, '')),
  ],
  lab: ({ loads, other_programs_load: load }) =>
    loads.flatMap((one) => {
      const people = one.load.split(',')[0];
      // What other programs take is no pause of the lab's; what the clock on the wall showed stands beside it.
      const row = (what, cpu, wall) => ({
        ...alone(`${people}: ${what}, processor time`, cpu, 'ms', atMost(100, 'ms')),
        peer: `${counted(wall)} ms on the wall, beside a load of ${load}`,
      });
      return [
        row('worst task of an interaction', one.interaction_cpu_max_ms, one.worst_interaction_ms),
        row('longest pause of the server', one.server_pause_cpu_max_ms, one.server_pause_max_ms),
        row('longest pause of the page', one.page_pause_cpu_max_ms, one.page_pause_max_ms),
      ];
    }),
  'lab-open': (results) => [
    alone('others, while 20,000 cases are opened', results.others_max_ms, 'ms', atMost(100, 'ms')),
  ],
  'large-export': ({ sizes }) =>
    sizes.flatMap(({ cases, format, ...commands }) =>
      ['check', 'plan', 'roster']
        .filter((command) => commands[command]?.peak_rss_mb !== undefined)
        .map((command) => {
          const { cpu_ms: cpuMs, peak_rss_mb: mb } = commands[command];
          const row = alone(`${command}: ${counted(cases)} cases in ${format}`, mb, 'MB', atMost(2000, 'MB'));
          return { ...row, peer: `${counted(Math.round(cpuMs / 1000))} s of processor time` };
        }),
    ),
  promises: ({ sizes }) => {
    const { people, three_promises, nothing_promised } = sizes.at(-1);
    return [
      toPeer(
        `three promises about ${counted(people)} people, memory`,
        `${three_promises.peak_rss_mb} MB`,
        `without ${nothing_promised.peak_rss_mb} MB`,
        three_promises.peak_rss_mb / nothing_promised.peak_rss_mb,
        atMost(1.1, '×'),
      ),
    ];
  },
  report: (results) => [
    alone('report of 100,000 messages', results.file_mb, 'MB', atMost(8, 'MB')),
    alone('its first paint', results.first_paint_ms, 'ms', atMost(1000, 'ms')),
  ],
  roster: ({ sizes }) => {
    const { women, ...commands } = sizes.at(-1);
    return ['check', 'run', 'run_promises', 'roster_csv', 'plan', 'diff']
      .filter((command) => commands[command]?.peak_rss_mb !== undefined)
      .map((command) =>
        alone(
          `${command.replace('_', ', ')}: ${counted(women)} women`,
          commands[command].peak_rss_mb,
          'MB',
          atMost(1500, 'MB'),
        ),
      );
  },
  scale: ({ sizes, model }) => {
    const large = sizes.at(-1);
    const small = sizes.find(({ contacts, days }) => days === large.days && contacts * 10 === large.contacts);
    const error = alone(
      `the model beside ${sizes.length} sizes, worst error`,
      model.worst_error_percent,
      '%',
      atMost(10, '%'),
    );
    if (small === undefined) return [error];
    return [
      error,
      toPeer(
        `a message of ${counted(large.contacts)} contacts`,
        `${large.cpu_us_per_message} µs`,
        `of ${counted(small.contacts)} ${small.cpu_us_per_message} µs`,
        large.cpu_us_per_message / small.cpu_us_per_message,
        atMost(1.1, '×'),
      ),
    ];
  },
  schedule: ({ drysend_per_second, peers }) =>
    peers.map(({ library, per_second, drysend_is_times_as_fast }) =>
      toPeer(
        'due times',
        `${counted(drysend_per_second)}/s`,
        `${library} ${counted(per_second)}/s`,
        drysend_is_times_as_fast,
        atLeast(50, '×'),
      ),
    ),
  smtp: ({ rows, ratios }) => {
    const perSecond = (name) => rows.find(({ server }) => server === name)?.kept_open_per_second;
    return [
      ['smtp-sink', ratios.to_smtp_sink, 0.33],
      ['maildev', ratios.to_maildev, 5],
    ]
      .filter(([name]) => perSecond(name) !== undefined)
      .map(([name, ratio, least]) =>
        toPeer(
          'mails over kept-open connections',
          `${counted(perSecond('drysend'))}/s`,
          `${name} ${counted(perSecond(name))}/s`,
          ratio,
          atLeast(least, '×'),
        ),
      );
  },
  timeline: (results) => [
    alone('timeline of 100,000 messages, longest task', longestTaskOf(results), 'ms', atMost(50, 'ms')),
  ],
  workers: ({ run, roster }) =>
    Object.entries({ run, roster }).map(([command, { one, two, chain_ratio }]) =>
      toPeer(
        `${command} --workers 2, processor time that waits for nothing`,
        `${two.chain_cpu_ms} ms`,
        `one thread ${one.chain_cpu_ms} ms`,
        chain_ratio,
        atLeast(1.7, '×'),
      ),
    ),
  watch: ({ written_out, imported }) => [
    alone('--watch, 1,000 messages, after a save', written_out.median_ms, 'ms', atMost(200, 'ms')),
    alone('the same, of an import', imported.median_ms, 'ms', atMost(200, 'ms')),
  ],
};

/** The goals of speed.md, in messages per second of processor time, by what was run. */
const ENGINE_GOALS = [
  { run: /^drysend, journal of /, peer: 'luxon', least: 25 },
  { run: /^drysend, journal of /, peer: 'moment', least: 12 },
  { run: /^drysend, plan/, peer: 'luxon', least: 80 },
  { run: /^drysend, wide/, peer: 'luxon', among: ', wide', least: 10 },
  { run: /^drysend, updates/, peer: 'luxon', least: 3 },
];

function engineRows({ runs }) {
  const speedOf = ({ messages_per_cpu_second }) => `${counted(messages_per_cpu_second)}/CPU s`;
  return runs.flatMap((run) =>
    ENGINE_GOALS.filter((goal) => goal.run.test(run.what)).map(({ peer, among = '', least }) => {
      const theirs = runs.find(({ what }) => what === `${peer}${among}`);
      return toPeer(
        run.what.replace('drysend, ', ''),
        speedOf(run),
        `${peer} ${speedOf(theirs)}`,
        run[`times_${peer}`],
        atLeast(least, '×'),
      );
    }),
  );
}

const longestTaskOf = (results) =>
  Math.max(
    ...Object.values(results).flatMap((part) =>
      typeof part?.longest_task_cpu_ms === 'number' ? [part.longest_task_cpu_ms] : [],
    ),
  );

const counted = (value) => Math.round(value).toLocaleString('en');

/** @param {number} value @param {string} unit */
const atMost = (value, unit) => ({ text: `≤ ${withUnit(value, unit)}`, holds: (is) => is <= value });
/** @param {number} value @param {string} unit */
const atLeast = (value, unit) => ({ text: `≥ ${withUnit(value, unit)}`, holds: (is) => is >= value });

const withUnit = (value, unit) =>
  [counted(value) === '0' || value % 1 ? value : counted(value), unit].join(' ').trim();
const readable = (value) => Number(value.toFixed(value < 10 ? 2 : 1));

/** @returns {GoalRow} */
const toPeer = (what, ours, peer, ratio, goal) => ({
  what,
  ours,
  peer,
  ratio: readable(ratio),
  goal: goal.text,
  isMet: goal.holds(ratio),
});

/** @returns {GoalRow} */
const alone = (what, value, unit, goal) => ({
  what,
  ours: withUnit(readable(value), unit),
  goal: goal.text,
  isMet: goal.holds(value),
});
