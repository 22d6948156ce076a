import type { Instant } from '../../core/model/instant.ts';
import type { DayWindow } from '../../core/model/project.ts';
import { weekDayOf } from '../../core/time/calendar.ts';
import { wallText } from '../../core/time/format.ts';
import { toLocal, type Zone } from '../../core/time/zone.ts';
import type { Invariant } from './invariant.ts';

/** No SMS goes out outside the project's sending hours, on the project's clock. */
export const noSendOutsideHours: Invariant = {
  name: 'no-send-outside-hours',
  kinds: ['sent'],
  begin: (_plan, report) => ({
    observe({ entry, index, scene }) {
      if (entry.channel !== 'sms') return;
      const project = scene.projectNamed(scene.projectNameOf(entry));
      if (project.sendingHours.length === 0) return;
      const zone = scene.zoneOf(project);
      const moments = [scene.handedOverAt(entry), entry.at];
      if (moments.some((at) => isOpen(project.sendingHours, zone, at))) return;
      report(`sent at ${wallText(zone, entry.at)} ${zone.name}`, index);
    },
  }),
};

/** Both ends of a window are inside it. */
function isOpen(hours: readonly DayWindow[], zone: Zone, at: Instant): boolean {
  const local = toLocal(zone, at);
  const second = Math.floor(local.second);
  const weekDay = weekDayOf(local.day);
  return hours.some(
    ({ day, from, to }) =>
      (day === -1 || day === weekDay) && (from === null || second >= from) && (to === null || second <= to),
  );
}
