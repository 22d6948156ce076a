import type { FilePurpose, ReadFile } from '../../scenario/load.ts';
import type { FileAccess, Refusal } from './file-access.ts';
import { SCENARIO_BYTES_MAX } from './read-file.ts';

const PART_BYTES_MAX = 64_000_000;

/** Bytes of one file, by what the story wants with it. */
const bytesMax: Readonly<Record<FilePurpose, number>> = {
  use: SCENARIO_BYTES_MAX,
  import: PART_BYTES_MAX,
  form: PART_BYTES_MAX,
  transcript: PART_BYTES_MAX,
};

/** Reads for the loader what a story names, as far as the story may. */
export function storyReader(access: FileAccess): ReadFile {
  return (path, purpose = 'use') => {
    const read = access.read(path, bytesMax[purpose]);
    if ('refusal' in read) return refused(read.refusal);
    if ('bytes' in read)
      return { text: read.bytes.toString('utf8').replace(/^\ufeff/, ''), bytes: read.bytes };
    return read.isMissing ? { problem: read.problem } : { problem: read.problem, refusal: unreadable };
  };
}

const unreadable = { wanted: 'a file that can be read' };

/** A refusal in the loader's words. */
export function refused({ found, wanted, hint }: Refusal): ReturnType<ReadFile> {
  return { problem: found, refusal: hint === undefined ? { wanted } : { wanted, hint } };
}
