/**
 * What of a case decides whether, where and how an SMS goes to it, apart from the words themselves: all that its number, route,
 * consent, language and zone are read from. A save that changes none of it changes no more than words.
 */
export const contactProperties: ReadonlySet<string> = new Set([
  'contact_phone_number',
  'contact_phone_number_is_verified',
  'contact_backend_id',
  'language_code',
  'time_zone',
]);
