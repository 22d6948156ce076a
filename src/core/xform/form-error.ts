/** Formplayer cannot go on: an expression of the form has no value, or an answer cannot be kept. */
export class FormError extends Error {
  override readonly name = 'FormError';
}
