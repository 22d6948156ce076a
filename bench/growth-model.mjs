/**
 * Processor time as a fixed cost, a cost of each contact and a cost of each message, fitted to what was measured: least squares of the
 * relative errors, so that small and large sizes weigh alike.
 */

const TOO_FEW = 'the sizes do not differ enough to tell their costs apart';

/**
 * @typedef {object} GrowthModel
 * @property {number} fixed_seconds
 * @property {number} us_per_contact
 * @property {number} us_per_message
 * @property {number} fixed_mb
 * @property {number} bytes_per_contact
 * @property {number} worst_error_percent
 */

/**
 * @param {readonly { contacts: number, messages: number, cpu_seconds: number, peak_rss_mb: number }[]} sizes at least three, of
 *   different numbers of days
 * @returns {GrowthModel}
 */
export function fittedGrowth(sizes) {
  const [fixed = 0, contact = 0, message = 0] = leastSquares(
    sizes.map(({ contacts, messages, cpu_seconds }) =>
      [1, contacts, messages].map((value) => value / cpu_seconds),
    ),
    sizes.map(() => 1),
  );
  const [base = 0, bytes = 0] = leastSquares(
    sizes.map(({ contacts, peak_rss_mb }) => [1, contacts].map((value) => value / peak_rss_mb)),
    sizes.map(() => 1),
  );
  const modelled = (size) => fixed + contact * size.contacts + message * size.messages;
  return {
    fixed_seconds: significant(fixed),
    us_per_contact: significant(contact * 1e6),
    us_per_message: significant(message * 1e6),
    fixed_mb: significant(base),
    bytes_per_contact: significant(bytes * 1_048_576),
    worst_error_percent: significant(
      Math.max(...sizes.map((size) => Math.abs(modelled(size) / size.cpu_seconds - 1) * 100)),
    ),
  };
}

/**
 * The processor time by the model, in seconds.
 * @param {GrowthModel} model
 * @param {number} contacts
 * @param {number} messages
 */
export const cpuSecondsOf = (model, contacts, messages) =>
  model.fixed_seconds + (model.us_per_contact * contacts + model.us_per_message * messages) / 1e6;

/**
 * The coefficients for which the rows come nearest to the targets: normal equations, by elimination with pivots.
 * @param {readonly (readonly number[])[]} rows
 * @param {readonly number[]} targets
 */
export function leastSquares(rows, targets) {
  const size = rows[0]?.length ?? 0;
  if (rows.length < size) throw new Error(TOO_FEW);
  /** @param {(row: readonly number[], target: number) => number} value */
  const sum = (value) => rows.reduce((total, row, index) => total + value(row, targets[index] ?? 0), 0);
  const matrix = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size + 1 }, (_, j) =>
      sum((row, target) => (row[i] ?? 0) * (j < size ? (row[j] ?? 0) : target)),
    ),
  );
  const at = (row, column) => row[column] ?? 0;
  for (let column = 0; column < size; column += 1) {
    const pivot = matrix
      .slice(column)
      .reduce((best, row) => (Math.abs(at(row, column)) > Math.abs(at(best, column)) ? row : best));
    if (at(pivot, column) === 0) throw new Error(TOO_FEW);
    matrix.splice(matrix.indexOf(pivot), 1);
    matrix.splice(column, 0, pivot);
    for (const row of matrix) {
      if (row === pivot) continue;
      const times = at(row, column) / at(pivot, column);
      for (let cell = column; cell <= size; cell += 1) row[cell] = at(row, cell) - times * at(pivot, cell);
    }
  }
  return matrix.map((row, index) => at(row, size) / at(row, index));
}

const significant = (value) => Number(value.toPrecision(3));
