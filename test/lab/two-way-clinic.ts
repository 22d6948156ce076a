/** A clinic whose contacts answer: a survey, and a rule that goes by their answers. */
export const twoWayClinic = `
scenario: What they answered
project: {name: clinic, time_zone: Africa/Nairobi, languages: [en]}
gateways: {GATE: {type: http}}
routing: {global: {"*": GATE}}
surveys:
  wellbeing:
    questions: [{id: mood, ask: "How are you?", type: text}, {id: need, ask: "What do you need?", type: text}]
    reminders: [30, 60]
    expires_after: 24 hours
    on_submit: {update: {mood: "{mood}", need: "{need}"}}
keywords:
  ASK: {survey: wellbeing}
rules:
  mark: {case_type: patient, when: {mood: bad}, set: {follow_up: "yes"}}
cases:
  amy: {type: patient, name: Amy, contact_phone_number: "254711000001", contact_phone_number_is_verified: "1", village: Kibera}
  ruth: {type: carer, name: Ruth, contact_phone_number: "254711000003", contact_phone_number_is_verified: "1"}
  ben: {type: patient, name: Ben, contact_phone_number: "254711000002"}
alerts:
  checkup:
    case_type: carer
    to: case
    send: immediately
    survey: wellbeing
  evening:
    case_type: patient
    to: case
    send: {daily: {at: "18:00", stop_after: "5"}}
    sms: {en: "Good evening {case.name} of {case.village}, 100 %"}
starts: 2026-06-01 08:00
ends: 2026-06-10 00:00
timeline:
  - {at: 2026-06-01 09:00, register: [amy, ben, ruth]}
  - {at: 2026-06-01 10:00, inbound: {from: amy, text: ask}}
  - {at: 2026-06-01 10:05, inbound: {from: amy, text: bad}}
  - {at: 2026-06-01 12:00, inbound: {from: amy, text: A visit}}
`;
