/**
 * Why something was not sent: HQ's own codes and labels, in one table. Messages,
 * docs/errors.md, reports and `why` read it. Source: sms/models.py and the public error pages.
 */
export interface CodeFacts {
  /** `event`: shown on the messaging event; `message`: on one SMS. */
  readonly level: 'event' | 'message';
  /** HQ's exact words. */
  readonly label: string;
  readonly cause: string;
  readonly cure: string;
}

export const codes = {
  NO_RECIPIENT: {
    level: 'event',
    label: 'No recipient',
    cause: 'The recipient resolves to nobody: an empty group, no owner, a host instead of a parent.',
    cure: 'Give the case the link the alert names, or members to the group.',
  },
  NO_MESSAGE: {
    level: 'event',
    label: 'No message available for the given language settings.',
    cause: "No text in the contact's language, nor in a language that the fallback setting allows.",
    cure: 'Add a translation, set language_code exactly, or widen language_fallback.',
  },
  CANNOT_RENDER_MESSAGE: {
    level: 'event',
    label: 'Error rendering message; please check syntax.',
    cause: 'The text has unbalanced braces, {} or an index.',
    cure: 'Write {case.property}; double a brace that is meant literally.',
  },
  UNSUPPORTED_COUNTRY: {
    level: 'event',
    label: 'Gateway does not support the destination country.',
    cause: 'A label of HQ that nothing raises today.',
    cure: 'None is needed.',
  },
  NO_PHONE_NUMBER: {
    level: 'event',
    label: 'Contact has no phone number.',
    cause: 'contact_phone_number is missing, is not all digits, or has three digits or fewer.',
    cure: 'Store the number in international digits, country code first.',
  },
  NO_TWO_WAY_PHONE_NUMBER: {
    level: 'event',
    label: 'Contact has no two-way phone number.',
    cause: 'A survey that needs answers, to a number that is not verified or that somebody else owns.',
    cure: 'Set contact_phone_number_is_verified to 1 on the only contact with that number.',
  },
  PHONE_OPTED_OUT: {
    level: 'event',
    label: 'Phone number has opted out of receiving SMS.',
    cause: 'A label of older versions; today see PHONE_NUMBER_OPTED_OUT.',
    cure: 'None is needed.',
  },
  INVALID_CUSTOM_CONTENT_HANDLER: {
    level: 'event',
    label: 'Invalid custom content handler.',
    cause: 'A label of older versions.',
    cure: 'None is needed.',
  },
  CANNOT_LOAD_CUSTOM_CONTENT_HANDLER: {
    level: 'event',
    label: 'Cannot load custom content handler.',
    cause: 'A label of older versions.',
    cure: 'None is needed.',
  },
  CANNOT_FIND_FORM: {
    level: 'event',
    label: 'Cannot find form.',
    cause: 'The survey that the alert or keyword names does not exist.',
    cure: 'Correct the name, or add the survey.',
  },
  FORM_HAS_NO_QUESTIONS: {
    level: 'event',
    label:
      'No questions were available in the form. Please check that the form has questions and that display conditions are not preventing questions from being asked.',
    cause: 'A label of HQ that nothing raises: a form with nothing to ask is TOUCHFORMS_ERROR.',
    cure: 'Give it at least one question that is shown at the start.',
  },
  CASE_EXTERNAL_ID_NOT_FOUND: {
    level: 'event',
    label: 'The case with the given external ID was not found.',
    cause: 'A worker sent a keyword with the id of a case that he has no access to or that is not there.',
    cure: 'Send the external id of an open case that the worker owns.',
  },
  MULTIPLE_CASES_WITH_EXTERNAL_ID_FOUND: {
    level: 'event',
    label: 'Multiple cases were found with the given external ID.',
    cause: 'Two open cases share the external id.',
    cure: 'Give each case its own external id.',
  },
  NO_CASE_GIVEN: {
    level: 'event',
    label: 'The form requires a case but no case was provided.',
    cause: 'The survey needs a case and the message has none.',
    cure: 'Send it from an alert on a case, or let the survey do without one.',
  },
  NO_EXTERNAL_ID_GIVEN: {
    level: 'event',
    label: 'No external ID given; please include case external ID after keyword.',
    cause: 'A worker sent the keyword alone, and its form needs a case.',
    cure: 'Send the keyword and then the external id.',
  },
  COULD_NOT_PROCESS_STRUCTURED_SMS: {
    level: 'event',
    label: 'Error processing structured SMS.',
    cause: 'An answer is missing, unclear or not valid.',
    cure: 'Read the reply that was sent: it names the field.',
  },
  SUBEVENT_ERROR: {
    level: 'event',
    label: 'View details for more information.',
    cause: 'One of several recipients failed.',
    cure: 'Read the errors of each recipient.',
  },
  TOUCHFORMS_ERROR: {
    level: 'event',
    label: 'An error occurred in the formplayer service.',
    cause: 'Formplayer could not start the survey: it is down, or the form has nothing to ask.',
    cure: 'Check the questions and their conditions; HQ tries an alert again after 1, 3, 6 … hours.',
  },
  INTERNAL_SERVER_ERROR: {
    level: 'event',
    label: 'Internal Server Error',
    cause: 'The send raised an exception.',
    cure: 'It is tried again by itself, later each time, until it is stale.',
  },
  NO_SUITABLE_GATEWAY: {
    level: 'event',
    label: 'No suitable gateway could be found.',
    cause: 'No gateway is mapped to the number.',
    cure: 'Add a prefix or a catch-all to the routing. HQ itself would hang for 7 days.',
  },
  GATEWAY_NOT_FOUND: {
    level: 'event',
    label: 'Gateway could not be found.',
    cause: 'contact_backend_id names a gateway that does not exist, or no route fits a two-way number.',
    cure: 'Correct the name in contact_backend_id; without one, write the number with its country code, or add its prefix to the routing.',
  },
  NO_EMAIL_ADDRESS: {
    level: 'event',
    label: 'Recipient has no email address.',
    cause: 'commcare_email_address is missing or blank.',
    cure: 'Store an address.',
  },
  ERROR_INVALID_EMAIL_ADDRESS: {
    level: 'event',
    label: "Recipient's email address is not valid.",
    cause: 'commcare_email_address is not one plain address.',
    cure: 'Store exactly one address, without spaces or a display name.',
  },
  TRIAL_EMAIL_LIMIT_REACHED: {
    level: 'event',
    label:
      'Cannot send any more reminder emails. The limit for sending reminder emails on a Trial plan has been reached.',
    cause: 'A trial project has sent 50 emails.',
    cure: 'Set trial: no, or subscribe.',
  },
  EMAIL_BOUNCED: {
    level: 'event',
    label: 'Email Bounced',
    cause: 'The address has bounced before.',
    cure: 'Correct the address.',
  },
  EMAIL_GATEWAY_ERROR: {
    level: 'event',
    label: 'Email Gateway Error',
    cause: 'The mail server refused or could not be reached, ten times.',
    cure: 'Check the mail server.',
  },
  US_OPT_IN_MISSING: {
    level: 'event',
    label: 'A US number needs consent: contact_phone_number_is_verified must be 1.',
    cause: 'us_opt_in is `enforce` and the US number has no recorded consent. (Our own code.)',
    cure: 'Record consent at registration.',
  },
  TOO_MANY_UNSUCCESSFUL_ATTEMPTS: {
    level: 'message',
    label: 'Gateway error.',
    cause: 'Three hand-overs failed, the gateway is not authorised, or outbound SMS is switched off.',
    cure: 'Check the gateway.',
  },
  MESSAGE_IS_STALE: {
    level: 'message',
    label: 'Message is stale and will not be processed.',
    cause: 'The message stood in the queue for more than 7 days.',
    cure: 'Find what held it: sending hours, the daily limit, a missing gateway.',
  },
  INVALID_DIRECTION: {
    level: 'message',
    label: 'Unknown message direction.',
    cause: 'The stored message is damaged.',
    cure: 'None is needed.',
  },
  PHONE_NUMBER_OPTED_OUT: {
    level: 'message',
    label: 'Phone number has opted out of receiving SMS.',
    cause: 'Somebody sent an opt-out word from that number, in any project.',
    cure: 'The person must send the opt-in word.',
  },
  INVALID_DESTINATION_NUMBER: {
    level: 'message',
    label: "The gateway can't reach the destination number.",
    cause: 'The gateway says the number cannot be reached.',
    cure: 'Store the full international number.',
  },
  MESSAGE_TOO_LONG: {
    level: 'message',
    label: 'The gateway could not process the message because it was too long.',
    cause: 'The gateway says the text is too long.',
    cure: 'Shorten the text.',
  },
  MESSAGE_BLANK: {
    level: 'message',
    label: 'The message was blank.',
    cause: 'The gateway says the text is blank.',
    cure: 'Write a text.',
  },
  CONTACT_IS_INACTIVE: {
    level: 'message',
    label: 'The recipient has been deactivated.',
    cause: 'The case is closed or the user is not active.',
    cure: 'Take closed cases out of groups.',
  },
  TRIAL_SMS_EXCEEDED: {
    level: 'message',
    label: 'The number of SMS that can be sent on a trial plan has been exceeded.',
    cause: 'A trial project has sent 50 SMS.',
    cure: 'Set trial: no, or subscribe.',
  },
  MESSAGE_FORMAT_INVALID: {
    level: 'message',
    label: 'The message format was invalid.',
    cause: 'The gateway needs another form of text.',
    cure: 'Check the template string.',
  },
  FAULTY_GATEWAY_CONFIGURATION: {
    level: 'message',
    label: 'FAULTY_GATEWAY_CONFIGURATION',
    cause: 'The gateway is set up wrongly.',
    cure: 'Correct its address.',
  },
  GATEWAY_ERROR: {
    level: 'message',
    label: 'Gateway error: the gateway’s own words',
    cause: 'The gateway refused for good. HQ stores its words as the code itself.',
    cure: 'Read the words.',
  },
} as const satisfies Record<string, CodeFacts>;

export type Code = keyof typeof codes;
