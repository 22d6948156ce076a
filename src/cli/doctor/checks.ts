/** What drysend needs of a machine, held to what is there. */
import { X509Certificate } from 'node:crypto';
import { readIdentity } from '../../adapters/proxy/authority-files.ts';
import { authorityFolder } from '../../adapters/proxy/authority-folder.ts';
import { zoneReleases } from '../../core/time/zone.ts';
import type { Machine } from './machine.ts';

/** `note`: something is missing that only some commands want. */
export type CheckState = 'good' | 'note' | 'bad';

export interface Check {
  readonly name: string;
  readonly state: CheckState;
  readonly found: string;
  /** What would put it right. */
  readonly cure?: string;
}

const NODE_MIN = 20;

/** Ports on 127.0.0.1 that commands take unless told otherwise. */
const ports = [
  { name: 'gateways', port: 4810, option: 'drysend gateways --port' },
  { name: 'mail gateway', port: 4825, option: 'drysend gateways --smtp-port' },
  { name: 'SMPP gateway', port: 2775, option: 'drysend gateways --smpp-port' },
  { name: 'lab', port: 4880, option: 'drysend serve --port' },
] as const;

/** Files that the build puts beside the program, and which command wants them. */
const builtFiles = [
  'dist/cli.js',
  'dist/run-thread.cjs',
  'dist/shard-thread.cjs',
  'dist/merge-thread.cjs',
  'dist/lab-session.cjs',
  'dist/report.html',
  'dist/lab/index.html',
];

export async function checksOf(machine: Machine, version: string): Promise<Check[]> {
  return [
    { name: 'drysend', state: 'good', found: version },
    nodeCheck(machine),
    packageCheck(machine),
    {
      name: 'zone data',
      state: 'good',
      found: `${zoneReleases.join(' and ')}, drysend's own; Node's is not used`,
    },
    ...(await Promise.all(ports.map((one) => portCheck(one, machine)))),
    authorityCheck(machine),
    browserCheck(machine),
    workbookCheck(machine),
    gitCheck(machine),
    colourCheck(machine),
  ];
}

function nodeCheck({ node }: Machine): Check {
  const isNewEnough = Number(node.split('.')[0]) >= NODE_MIN;
  const check = { name: 'Node', found: node };
  return isNewEnough
    ? { ...check, state: 'good' }
    : { ...check, state: 'bad', cure: `drysend wants Node ${NODE_MIN} or newer` };
}

function packageCheck(machine: Machine): Check {
  const missing = builtFiles.filter((path) => !machine.hasFile(path));
  return missing.length === 0
    ? { name: 'package', state: 'good', found: 'whole' }
    : {
        name: 'package',
        state: 'bad',
        found: `${missing.join(', ')} missing`,
        cure: 'install drysend again, or run npm run build in its repository',
      };
}

async function portCheck(
  { name, port, option }: (typeof ports)[number],
  { isFree }: Machine,
): Promise<Check> {
  const check = { name: `port ${port}`, found: `for the ${name}` };
  if (await isFree(port)) return { ...check, state: 'good', found: `free, ${check.found}` };
  return { ...check, state: 'note', found: `in use, ${check.found}`, cure: `${option} takes another` };
}

function authorityCheck({ env }: Machine): Check {
  const name = 'certificates';
  try {
    const identity = readIdentity(authorityFolder(env));
    if (!identity) {
      return { name, state: 'good', found: 'no authority yet; drysend gateways --proxy-port makes one' };
    }
    const until = new Date(new X509Certificate(identity.certificate).validTo);
    return {
      name,
      state: 'good',
      found: `an authority in ${authorityFolder(env)}, until ${until.toISOString().slice(0, 10)}`,
    };
  } catch (error) {
    const [found = '', cure = ''] = (error instanceof Error ? error.message : String(error)).split(
      /: (?=delete)/,
    );
    return { name, state: 'note', found, ...(cure !== '' && { cure }) };
  }
}

/** The lab and the HTML report are pages; drysend opens none itself. */
function browserCheck({ env, platform }: Machine): Check {
  const hasScreen = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return hasScreen
    ? { name: 'browser', state: 'good', found: 'there is a screen; drysend serve says which address to open' }
    : {
        name: 'browser',
        state: 'note',
        found: 'no screen on this machine',
        cure: 'forward the port of drysend serve (ssh -L 4880:127.0.0.1:4880), and copy HTML reports',
      };
}

const workbookCheck = ({ hasModule }: Machine): Check =>
  hasModule('read-excel-file/node')
    ? { name: 'workbooks', state: 'good', found: 'XLSX files can be imported' }
    : {
        name: 'workbooks',
        state: 'note',
        found: 'read-excel-file is not installed',
        cure: 'npm install read-excel-file, for XLSX files; CSV and JSON need nothing',
      };

const gitCheck = ({ hasProgram }: Machine): Check =>
  hasProgram('git')
    ? { name: 'git', state: 'good', found: 'drysend diff --ref can ask it' }
    : { name: 'git', state: 'note', found: 'not found', cure: 'drysend diff --ref wants it' };

function colourCheck({ env }: Machine): Check {
  const name = 'colour';
  if (env.NO_COLOR) return { name, state: 'good', found: 'off, by NO_COLOR; --color turns it on' };
  if (env.FORCE_COLOR !== undefined)
    return { name, state: 'good', found: `by FORCE_COLOR=${env.FORCE_COLOR}` };
  return { name, state: 'good', found: 'on terminals, off in pipes' };
}
