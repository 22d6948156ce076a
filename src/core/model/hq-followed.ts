/** Which CommCare HQ is followed: the dates of its texts, what it pins, and what is known to vary (docs/hq/contacts-and-messages.md#s0). */

/** In one line. */
export const HQ_FOLLOWED =
  'CommCare HQ as its text stood between 2020-09-14 (whole tree) and 2026-07-23 (its lock file); where a newer text of a file was read, the newer one counts';

/** The newest date of the texts. */
export const HQ_AS_OF = '2026-07-23';

/** The Django whose rule for email addresses was run. */
export const HQ_DJANGO = '5.2.17';

/** The Unicode version of the Python that HQ runs on. */
export const HQ_UNICODE = '15.1';

/** What the lock file of that date pins. */
export const hqPins: readonly (readonly [what: string, version: string])[] = [
  ['Python', '3.13 or newer (Unicode 15.1)'],
  ['Django', '~= 5.2.16 (the email rule was run on 5.2.17)'],
  ['pytz', '2026.1.post1, zone data 2026a'],
  ['tzdata', '2025.3 (not what pytz reads)'],
  ['twilio', '9.2.3'],
  ['turn-python', '1.0.0'],
  ['tropo-webapi-python', '0.1.3'],
  ['Celery', 'on redis'],
  ['Formplayer', 'Java 17'],
];

/** Each part, the newest text of it that was read, and what is older than that. */
export const hqTexts: readonly (readonly [part: string, newest: string, older: string])[] = [
  [
    'whole tree (handlers, queue, gateways, keywords, surveys, their tests)',
    '2020-09-14',
    'this is the floor: a fact marked [2020] has nothing newer behind it',
  ],
  [
    'answering a survey (sms/handlers/form_session.py)',
    'after 2022-03-23 (and the later change that made a mismatch of contact a notice only)',
    '–',
  ],
  ['survey sessions, timers (smsforms/models.py, tasks.py)', '2022', '–'],
  [
    'inbound and registration (sms/api.py), sticky contact (channel key from the cleaned number)',
    '2023; 2022-05-13',
    '–',
  ],
  [
    'content of alerts and broadcasts (scheduling/models/content.py, abstract.py), instances',
    '2024',
    'push and Connect content came later; push has gone again [2nd]',
  ],
  [
    'criteria and update rules (data_interfaces/models.py)',
    '2024, plus the change of 2024-08-29 (date comparisons) and of 2024-10-25 (recipient filter)',
    'actions of update rules: 2024',
  ],
  ['web forms of mobile workers (user name length)', '2023 or newer', 'check of the name itself [2020]'],
  ['verification, default reply (sms/verify.py, handlers/fallback.py)', '2025', '–'],
  ['keywords (handlers/keyword.py)', 'tests of 2025 (they agree with 2020)', 'the code itself [2020]'],
  [
    'ids and English of the system texts (sms/messages.py)',
    '[2020]',
    'the text for "several open surveys" has become a generic error since; its new id was not seen',
  ],
  ['users (users/models.py: language, email, zone), user name form', '[2020]', ''],
  ['project settings (domain/models.py)', '[2020]; the daily limit confirmed [2nd]', ''],
  ['scheduling', 'see scheduling.md: run on 2019-10-11, read in the newest', ''],
  ['Formplayer (asks the questions, keeps the answers) and commcare-core', '2026-04-29 and 2026-04-27', '–'],
  ['names of newest recipients, criteria, run times of rules', '[2nd], HQ of 2026-07-06', ''],
];

/** What is known to vary between versions of HQ, or between HQ and here. */
export const hqVaries: readonly (readonly [thing: string, how: string])[] = [
  [
    'zones',
    "after 2026a: British Columbia (2026b), Alberta and Morocco (2026c, and pytz ≥ 2026.3 labels Morocco differently), Manitoba and Northwest Territories later. A wall time in these zones from autumn 2026 on is an hour apart between HQ's lock and a newer release. drysend says so when a scenario has a due time in such a zone, and can be told to use 2026a",
  ],
  [
    'letter case',
    "Python's upper() and JavaScript's toUpperCase agree on every letter both Unicode releases know. Lower-casing and comparing does not agree with HQ (ı, ß)",
  ],
  [
    'white space',
    "Python's strip/split also take U+001C–U+001F and U+0085, and do not take U+FEFF. Neither takes U+200B, U+200C, U+200D, U+2060. JavaScript's trim takes U+FEFF and not the other five",
  ],
  [
    'digits',
    "Python's int, float, d and Java's parseInt take the decimal digits of every script (Java's only up to U+FFFF); Java's parseDouble and our own Number do not",
  ],
  ['email', 'Django 3.2 and 5.2 agree on every recorded address'],
  ['date criteria', 'two more since 2024-08-29, the two older ones as before (scheduling.md 5.2)'],
  ['forwarding of inbound SMS', 'removed 2019-12-10 (§4.5)'],
  ['opt words', "Twilio's UNSTOP since 2020-07-28"],
  [
    'sticky contact of a shared number',
    'works only since 2022-05-13 (before, the key was made from the number with its plus and never matched)',
  ],
  [
    'a survey answered by another contact than the one asked',
    '2022-03-23: closed, generic error; soon after, and now: only a notice to the operators, the answer counts',
  ],
  ['invitations by SMS (phone type 1/2, install links)', 'removed by 2023'],
  ['IVR, callback, push content', 'retired'],
];
