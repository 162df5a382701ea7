import type { Instant } from "@orrery/kernel";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";

/** The kind of the machine of a pipe. */
export const pipeKindName = "pipes.pipe";

/** What Pipes keeps of a pipe. */
export interface PipeRecord {
  /** As DescribePipe shows them: parameters of the request. */
  readonly shown: PlainObject;
  readonly desired: "RUNNING" | "STOPPED";
  /** What it is on its way to; `null`: there. */
  readonly action: "CREATING" | "UPDATING" | "STARTING" | "STOPPING" | "CREATE_FAILED";
  /** When that is over. */
  readonly until: Instant;
  readonly changedAt: Instant;
  readonly tags: Readonly<Record<string, string>>;
  readonly answers: PlainObject;
}

export const recordOf = (pipe: Resource): PipeRecord => pipe.record as unknown as PipeRecord; // Made by `plain`.

export const plain = (record: PipeRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

export const findPipe = (name: string, plane: ControlPlane): Resource | undefined =>
  plane.find(pipeKindName, name);

/** What AWS says where there is no pipe of a name. */
export const noPipe = (name: string): Refused =>
  refused("NotFoundException", `Pipe ${name} does not exist.`);

export const pipeArn = (
  { partition, region, accountId }: Pick<ControlPlane, "partition" | "region" | "accountId">,
  name: string,
): string => `arn:${partition}:pipes:${region}:${accountId}:pipe/${name}`;

/** What a pipe is doing now. */
export const stateOf = ({ action, until, desired }: PipeRecord, now: Instant): string =>
  action === "CREATE_FAILED" || now < until ? action : desired;

/** An instant as the API shows it, in seconds since 1970. */
export const timestampOf = (at: Instant, { epochMilliseconds }: ControlPlane): number =>
  wallClockAt(epochMilliseconds, at) / 1_000;

export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** What is shown of a pipe wherever it is shown. */
export function summaryOf(pipe: Resource, plane: ControlPlane): PlainObject {
  const record = recordOf(pipe);
  return {
    Arn: pipe.arn,
    Name: pipe.name,
    DesiredState: record.desired,
    CurrentState: stateOf(record, plane.now),
    CreationTime: timestampOf(pipe.createdAt, plane),
    LastModifiedTime: timestampOf(record.changedAt, plane),
  };
}
