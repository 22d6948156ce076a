/** The views that are not needed to see the phones: each is a file of its own, loaded when it is opened. */
import { lazyView } from './parts/lazy-view.tsx';

export const MailView = lazyView(async () => (await import('./mail/mail-view.tsx')).MailView);
export const PeopleView = lazyView(async () => (await import('./people/people-view.tsx')).PeopleView);
export const GatewaysView = lazyView(async () => (await import('./gateways/gateways-view.tsx')).GatewaysView);
export const AlertsView = lazyView(async () => (await import('./alerts/alerts-view.tsx')).AlertsView);
export const TimelineView = lazyView(async () => (await import('./timeline/timeline-view.tsx')).TimelineView);
export const RosterView = lazyView(async () => (await import('./roster/roster-view.tsx')).RosterView);
export const PlanView = lazyView(async () => (await import('./plan/plan-view.tsx')).PlanView);
export const DemoView = lazyView(async () => (await import('./demo/demo-view.tsx')).DemoView);
export const WhyPanel = lazyView(async () => (await import('./parts/why-panel.tsx')).WhyPanel);
export const OutsidePanel = lazyView(async () => (await import('./parts/outside-panel.tsx')).OutsidePanel);
export const PersonPanel = lazyView(async () => (await import('./parts/person-panel.tsx')).PersonPanel);
export const HereDialog = lazyView(async () => (await import('./here/here-dialog.tsx')).HereDialog);
export const TourBar = lazyView(async () => (await import('./tour/tour-bar.tsx')).TourBar);
export const OnAPhone = lazyView(async () => (await import('./on-a-phone/on-a-phone.tsx')).OnAPhone);
export const SaveDialog = lazyView(async () => (await import('./save/save-dialog.tsx')).SaveDialog);
export const Start = lazyView(async () => (await import('./start/start.tsx')).Start);
