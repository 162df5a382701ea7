import { days } from "@orrery/kernel";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { ArchiveSettings } from "../config.ts";
import { archiveKindName } from "../kind-names.ts";
import { eventsAssumptions } from "../limits.ts";
import type { ArchiveDescribed } from "../protocol.ts";
import { notFound } from "./checked.ts";

/** What the control plane keeps of an archive. */
export interface ArchiveRecord {
  /** The name of its bus. */
  readonly bus: string;
  readonly busArn: string;
  /** `null`: it keeps all. */
  readonly pattern: string | null;
  readonly retentionDays: number;
  /** Members that it shows as they were given. */
  readonly shown: PlainObject;
}

/** The record of an archive. */
export const archiveRecordOf = (archive: Resource): ArchiveRecord =>
  archive.record as unknown as ArchiveRecord; // Made by plainArchive.

/** A record as the control plane stores it. */
export const plainArchive = (record: ArchiveRecord): PlainObject =>
  record as unknown as PlainObject; // Plain data by its type.

/** What those hear who name an archive that is not there. */
export const noArchive = (name: string): Refused => notFound(`Archive ${name} does not exist.`);

/** The archive of this name; `undefined`: there is none. */
export const archiveNamed = (name: string, plane: ControlPlane): Resource | undefined =>
  plane.find(archiveKindName, name);

/** What an archive holds, and how far its replays are. */
export const describedArchive = ({ number }: Resource, plane: ControlPlane): ArchiveDescribed =>
  plane.consult(number, { type: "describeArchive" }) as ArchiveDescribed; // It answers nothing else.

/** What the machine of an archive needs to know of it. */
export const archiveSettings = (
  name: string,
  { retentionDays }: ArchiveRecord,
  plane: ControlPlane,
): ArchiveSettings => ({
  archive: name,
  epochMilliseconds: plane.epochMilliseconds,
  retention: retentionDays === 0 ? null : days(retentionDays),
  assumed: figureValues(eventsAssumptions, plane.assumptions),
});
