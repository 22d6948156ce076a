/** A scenario file from a stranger: it is a plan, or each problem has its place in the file and says what is wanted. */
import { importCases } from '../../../src/imports/import-cases.ts';
import { loadScenarios } from '../../../src/scenario/load.ts';
import { readShipped, storyTexts, storyWords } from '../shipped.ts';
import { must, type Target } from '../target.ts';

export const loader: Target = {
  name: 'loader',
  seeds: () => storyTexts,
  words: storyWords,
  open: async () => ({
    run(text) {
      const loaded = loadScenarios({ path: 'story.yaml', text }, readShipped, { importCases });
      if ('plans' in loaded) return;
      const lines = text.split(/\r\n?|\n/).length;
      must(loaded.problems.length > 0, 'a file that is refused has a problem');
      for (const { file, line, found, wanted } of loaded.problems) {
        must(found !== '' && wanted !== '', 'a problem says what was found and what is wanted');
        must(file !== 'story.yaml' || (line >= 1 && line <= lines + 1), 'a problem has its line in the file');
      }
    },
  }),
};
