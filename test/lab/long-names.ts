/** People as they are hard for a page: long names, four scripts, a shared phone, opted out, unregistered, without a number. */
export const longNames = `
scenario: A programme with long names and many scripts, from Nairobi to Kathmandu (hard for pages)
project: {time_zone: Africa/Nairobi, languages: [en, sw, amh, hin, ara]}
gateways:
  A_GATEWAY_WITH_A_LONG_NAME_OF_A_COUNTRY: {type: telerivet}
  TWILIO: {type: twilio, number: "+12065550100"}
  MAIL: {type: smtp}
routing: {global: {"254": A_GATEWAY_WITH_A_LONG_NAME_OF_A_COUNTRY, "*": TWILIO}}
cases:
  wolf: {type: woman, name: "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine", contact_phone_number: "254711000001", contact_phone_number_is_verified: "1", language_code: en, next_visit: "2026-03-12", commcare_email_address: wolf.with.a.long.address@example-of-a-long-domain.org}
  asha: {type: woman, name: "आशा देवी शर्मा विश्वविद्यालय", contact_phone_number: "919876543210", contact_phone_number_is_verified: "1", language_code: hin, time_zone: Asia/Kolkata, next_visit: "2026-03-12"}
  abebech: {type: woman, name: "ወ/ሮ አበበች ገብረሥላሴ ተክለሃይማኖት", contact_phone_number: "251911234567", contact_phone_number_is_verified: "1", language_code: amh, time_zone: Africa/Addis_Ababa, next_visit: "2026-03-12"}
  fatima: {type: woman, name: "فاطمة عبد الرحمن", contact_phone_number: "249912345678", contact_phone_number_is_verified: "1", language_code: ara, time_zone: Africa/Khartoum, next_visit: "2026-03-12"}
  excel: {type: woman, name: "Excel Row", contact_phone_number: "2.54702E+11", next_visit: "2026-03-12"}
  late: {type: woman, name: "Not yet registered, with a long name that goes on", contact_phone_number: "254711000009", language_code: sw}
  twin: {type: woman, name: "Neema", contact_phone_number: "254711000001", language_code: sw}
alerts:
  visit_reminder_with_a_long_key_of_its_own:
    case_type: woman
    to: case
    send: {daily: {at: "18:00", stop_after: "3"}}
    sms:
      en: "Dear {case.name}, your visit is on {case.next_visit}. Reply YES if you will come."
      sw: "Habari {case.name}, ziara yako ni {case.next_visit}."
      amh: "ሰላም {case.name}፣ ቀጠሮዎ በ{case.next_visit} ነው።"
      hin: "नमस्ते {case.name}, आपकी अगली जाँच {case.next_visit} को है।"
      ara: "مرحباً {case.name}، موعد زيارتك القادمة هو {case.next_visit}."
  letter:
    case_type: woman
    to: case
    send: immediately
    email: {subject: {en: "A letter with a subject that is long enough to be cut somewhere in the list of mails"}, body: {en: "Dear {case.name}"}}
  boys:
    case_type: boy
    to: case
    send: immediately
    sms: {en: "Nobody of this type is here"}
starts: 2026-03-02 09:00
ends: 2026-03-14 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [wolf, asha, abebech, fatima, excel, twin]}
  - {at: 2026-03-03 09:00, inbound: {from: asha, text: "STOP"}}
`;
