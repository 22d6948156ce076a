/** Loaded before drysend by `node --import`: folders list their entries in the opposite order, as another disk might. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** @template {unknown[]} A @template R @param {(...args: A) => R} list @returns {(...args: A) => R} */
const reversed =
  (list) =>
  (...args) => {
    const entries = list(...args);
    return Array.isArray(entries) ? /** @type {R} */ (entries.sort(byName).reverse()) : entries;
  };

/** @param {unknown} entry */
const nameOf = (entry) => String(/** @type {{ name?: unknown }} */ (entry).name ?? entry);

/** @param {unknown} one @param {unknown} other */
const byName = (one, other) => (nameOf(one) < nameOf(other) ? -1 : 1);

fs.readdirSync = /** @type {typeof fs.readdirSync} */ (reversed(fs.readdirSync));
syncBuiltinESMExports();
