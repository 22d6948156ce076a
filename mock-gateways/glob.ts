export { matchesGlob } from '../src/core/model/glob.ts';
