import type { Instant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { JobRecord } from "../config.ts";
import { jobKindName } from "../job/machine.ts";
import { s3controlLimits } from "../limits.ts";
import type { JobShown } from "../protocol.ts";

/** What is kept of a job. */
export const recordOf = (job: Resource): JobRecord => job.record as unknown as JobRecord; // Made by plain.

/** A record as the control plane stores it. */
export const plain = (record: JobRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** What AWS says of a job that is not there, or is not shown any more. */
export const noSuchJob = refused("NoSuchJobException", "The specified job does not exist");

/** The job that a request names; `undefined`: there is none. */
export const jobIn = (params: PlainObject, plane: ControlPlane): Resource | undefined =>
  plane.find(jobKindName, textOf(params["JobId"])!); // It must be there.

/** Whether a job has ended so long ago that it is not shown any more. */
export const isForgotten = ({ endedAt }: JobShown, { now }: Pick<ControlPlane, "now">): boolean =>
  endedAt !== null && now - endedAt >= s3controlLimits.shownFor;

/** Whether there is no job. */
export const isRefused = (found: object): found is Refused =>
  "type" in found && found.type === "refused";

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (at: Instant, { epochMilliseconds }: ControlPlane): number =>
  wallClockAt(epochMilliseconds, at) / 1_000;
