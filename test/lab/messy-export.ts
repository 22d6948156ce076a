/** An export of cases as programmes have them: 300 rows from a seed, with every damage that an import knows. */
import { createRandom } from './random.ts';

const names = [
  ...['Amina Lema', 'Wanjiru Kamau', 'Otieno Odhiambo', 'አበበች ገብረሥላሴ', 'فاطمة عبد الرحمن', 'आशा देवी'],
  ...['Wolfeschlegelsteinhausenbergerdorff Hubert', 'Neema', 'Zawadi Mushi', "O'Brien", 'Grace "Mama" Njeri'],
];
const zones = ['Africa/Nairobi', 'Africa/Addis_Ababa', 'Asia/Kolkata', '', 'Africa/Nairobbi'];
const languages = ['en', 'sw', 'amh', 'hin', 'ara', '', 'SW'];

/** Phone cells that HQ reads as no number. */
const unreadable = ['2.54702E+11', '254711000001/254711000002', '0', '12', '25471100000O', '', '---'];
/** Phone cells that HQ reads, though not as people mean them. */
const odd = ['+254 711 222 333', '(254)711.222-444', '254711222555.0', '0711222666', '1'.repeat(18)];
const dates = ['2026-03-12', '12/03/2026', '46122', '2026-02-30', '12 Mar 2026', '', '---'];

/** How many rows have a phone cell that HQ cannot send to. */
export const unreadableRows = 42;
export const rowCount = 300;

export function messyExport(seed = 7): string {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const header = [
    ...['caseid', 'name', 'contact_phone_number', 'contact_phone_number_is_verified', 'language_code'],
    ...['time_zone', 'commcare_email_address', 'next_visit', 'owner_name', 'closed', 'Village name'],
  ];
  const rows = Array.from({ length: rowCount }, (_, index) => {
    const phone =
      index < unreadableRows
        ? unreadable[index % unreadable.length]!
        : index < unreadableRows + 30
          ? odd[index % odd.length]!
          : `2547${String(10_000_000 + index)}`;
    const email = index % 25 === 0 ? 'not an address' : index % 5 === 0 ? `p${index}@example.org` : '';
    return [
      `c${String(index).padStart(4, '0')}`,
      index % 97 === 96 ? '' : `${pick(names)} ${index}`,
      phone,
      pick(['1', '1', '', 'yes']),
      pick(languages),
      pick(zones),
      email,
      pick(dates),
      pick(['chw-nadia', 'nobody.there', 'Kibera Clinic', '']),
      index % 50 === 49 ? 'True' : 'False',
      pick(['Kibera', 'Ségou; "Mopti"', 'ኣዲስ', '']),
    ];
  });
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
