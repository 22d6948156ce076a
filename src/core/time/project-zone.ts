import { type Zone, zoneNamed } from './zone.ts';

/** The zone of a project by the release of the zone data that it follows; UTC where its name is no zone. */
export const zoneOfProject = (project: {
  readonly timeZone: string;
  readonly zones?: string | undefined;
}): Zone => zoneNamed(project.timeZone, project.zones) ?? zoneNamed('UTC')!;
