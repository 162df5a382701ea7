import { seconds, type Instant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import {
  resolveStreamConfig,
  type RecordDistribution,
  type StreamMode,
  type StreamSettings,
} from "../config.ts";

/** The kind of a stream's machine. */
export const streamKindName = "kinesis.stream";

/** What the control plane keeps of a stream. */
export interface StreamKept {
  readonly mode: StreamMode;
  /** How many shards it was made with. */
  readonly shardCount: number;
  readonly retentionHours: number;
  readonly maximumRecordKibibytes: number;
  readonly distribution: RecordDistribution;
  /** `null`: it is not encrypted. */
  readonly encryptionKey: string | null;
  /** Shard-level metrics that are on. */
  readonly monitoring: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** In order of their registration. */
  readonly consumers: readonly ConsumerKept[];
  /** Resource policies by the ARN that has them: of the stream, and of its consumers. */
  readonly policies: Readonly<Record<string, string>>;
  /** `null`: none was asked for. In MiB a second. */
  readonly warmThroughput: number | null;
  /** From when on it is ACTIVE. */
  readonly activeAt: Instant;
  /** When its mode was changed, in the last 24 hours. */
  readonly modeChanges: readonly Instant[];
}

/** What the control plane keeps of a consumer. */
export interface ConsumerKept {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Instant;
  readonly activeAt: Instant;
  readonly tags: Readonly<Record<string, string>>;
}

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** An argument is wrong. */
export const invalid = (message: string): Refused => refused("InvalidArgumentException", message);

/** What is kept of a stream. */
export const keptOf = (stream: Resource): StreamKept => stream.record as unknown as StreamKept; // Made by plainKept.

/** A record as the control plane stores it. */
export const plainKept = (kept: StreamKept): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** Changes what is kept of a stream, and its machine's settings with it where they differ. */
export function changeStream(
  stream: Resource,
  change: Partial<StreamKept>,
  plane: ControlPlane,
): Resource {
  const before = keptOf(stream);
  const after = { ...before, ...change };
  const settings = settingsOf(stream, after, plane);
  const isSame = JSON.stringify(settings) === JSON.stringify(settingsOf(stream, before, plane));
  return plane.change(stream, { record: plainKept(after), ...(isSame ? {} : { settings }) });
}

/** The settings of a stream's machine. */
export const settingsOf = (
  { number, name, arn, createdAt }: Pick<Resource, "number" | "name" | "arn" | "createdAt">,
  kept: StreamKept,
  plane: ControlPlane,
): StreamSettings => ({
  ...resolveStreamConfig(
    name,
    {
      mode: kept.mode,
      retentionPeriod: seconds(kept.retentionHours * 3_600),
      maximumRecordSize: kept.maximumRecordKibibytes * 1_024,
      distribution: kept.mode === "ON_DEMAND" ? kept.distribution : "USER_PARTITION_KEY",
      consumers: kept.consumers.map((consumer) => consumer.arn),
      monitoring: kept.monitoring,
    },
    {
      stream: number,
      arn,
      createdAt,
      accountId: plane.accountId,
      region: plane.region,
      epochMilliseconds: plane.epochMilliseconds,
      asOf: plane.asOf,
      mostShards: plane.quota("kinesis.onDemandMegabytesPerSecond"),
      assumptions: plane.assumptions,
    },
  ),
  shardCount: kept.shardCount,
});

/** The ARN of a stream of this name in the account. */
export const streamArnOf = (
  name: string,
  { partition, region, accountId }: Pick<ControlPlane, "partition" | "region" | "accountId">,
): string => `arn:${partition}:kinesis:${region}:${accountId}:stream/${name}`;

/** The name in the ARN of a stream, or of one of its consumers; `undefined` in other ARNs. */
export const streamNameIn = (arn: string): string | undefined =>
  nameInArn(arn, "kinesis", "stream/")?.split("/")[0];

/** What those hear who name a stream that is not there. */
export const noStream = (name: string, { accountId }: Pick<ControlPlane, "accountId">): Refused =>
  refused("ResourceNotFoundException", `Stream ${name} under account ${accountId} not found.`);

/** The stream that a request names, by its name or its ARN. */
export function streamOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const arn = textOf(params["StreamARN"]);
  const name = textOf(params["StreamName"]);
  if (arn === undefined && name === undefined) {
    return invalid("Neither a StreamName nor a StreamARN was given."); // Assumed: the words.
  }
  if (arn === undefined) return plane.find(streamKindName, name!) ?? noStream(name!, plane);
  const stream = streamByArn(arn, plane);
  if (stream === undefined) return noStream(streamNameIn(arn) ?? arn, plane);
  return name === undefined || name === stream.name
    ? stream
    : invalid(`StreamARN ${arn} and StreamName ${name} do not match.`); // Likewise.
}

/** The stream of this ARN; `undefined` when there is none. */
export function streamByArn(arn: string, plane: ControlPlane): Resource | undefined {
  const resource = plane.findByArn(arn);
  return resource?.kind === streamKindName ? resource : undefined;
}

/** The stream that a request names, which can be read and written. */
export function readyStream(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const stream = streamOf(params, plane);
  if (isRefused(stream)) return stream;
  return plane.now < keptOf(stream).activeAt ? noStream(stream.name, plane) : stream;
}

/** The stream that a request names, which can be changed. */
export function activeStream(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const stream = streamOf(params, plane);
  if (isRefused(stream)) return stream;
  if (plane.now >= keptOf(stream).activeAt) return stream;
  return refused(
    "ResourceInUseException",
    `Stream ${stream.name} under account ${plane.accountId} not ACTIVE, instead in state CREATING`,
  );
}

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (
  at: Instant,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => wallClockAt(epochMilliseconds, at) / 1_000;

/** The instant of a time in seconds since 1970. */
export const instantOf = (timestamp: number, { epochMilliseconds }: ControlPlane): Instant =>
  Math.round((timestamp * 1_000 - epochMilliseconds) * 1_000) as Instant;
