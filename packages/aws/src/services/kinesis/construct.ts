import { durationOf, type DurationSaid } from "@orrery/kernel";
import { answerOf, type ConstructScope } from "../../service/construct.ts";
import { resolveStreamConfig } from "./config.ts";
import { kinesisLimits } from "./limits.ts";

// What the namespace `kinesis` holds, with the names of the CDK's `aws-cdk-lib/aws-kinesis`.

/** One of {@link StreamMode}, or its text. */
export type StreamMode = (typeof StreamMode)[keyof typeof StreamMode];
/** Whether you say how many shards a stream has, or AWS finds that out. */
export const StreamMode = { PROVISIONED: "PROVISIONED", ON_DEMAND: "ON_DEMAND" } as const;

/** How a stream is configured. What is left out takes the default of Kinesis. */
export interface StreamProps {
  /** @defaultValue made of the stack's name and the id */
  readonly streamName?: string;
  /** Of a provisioned stream: 1 to 10,000. @defaultValue 1 */
  readonly shardCount?: number;
  /** @defaultValue PROVISIONED */
  readonly streamMode?: StreamMode;
  /** How long a record is kept, 24 h to 365 d, in whole hours. @defaultValue 24h */
  readonly retentionPeriod?: DurationSaid;
}

const hour = 3_600_000_000;

/** A stream of Kinesis. */
export class Stream {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly streamName: string;
  readonly streamArn: string;

  /**
   * Makes a stream of Kinesis.
   *
   * ```ts
   * const clicks = new kinesis.Stream(stack, "Clicks", { shardCount: 4 });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @param props durations as texts such as `"24h"`, or as `hours(24)`. What is left out takes the default of
   *   Kinesis: one shard, which keeps records for 24 hours.
   * @throws ConfigError when a setting is outside its range, when settings do not go together, and when the id is
   *   taken: one line with the setting, what was expected and what was received.
   */
  constructor(stack: ConstructScope, id: string, props: StreamProps = {}) {
    const { streamName, shardCount, streamMode = "PROVISIONED", retentionPeriod } = props;
    const retention =
      retentionPeriod === undefined
        ? kinesisLimits.retention.default
        : durationOf(`stream "${id}" retentionPeriod`, retentionPeriod);
    const settings = resolveStreamConfig(id, {
      mode: streamMode,
      retentionPeriod: retention,
      ...(shardCount === undefined ? {} : { shardCount }),
    });
    this.id = id;
    this.streamName = streamName ?? stack.physicalName(id);
    this.streamArn = stack.arnOf("kinesis", `stream/${this.streamName}`);
    stack.add("kinesis", "CreateStream", id, {
      StreamName: this.streamName,
      StreamModeDetails: { StreamMode: streamMode },
      ...(streamMode === "ON_DEMAND" ? {} : { ShardCount: settings.shardCount }),
    });
    if (retention !== kinesisLimits.retention.default) {
      stack.add("kinesis", "IncreaseStreamRetentionPeriod", `${id}Retention`, {
        StreamName: this.streamName,
        RetentionPeriodHours: retention / hour,
      });
    }
  }
}

/** How a consumer of a stream is configured. */
export interface StreamConsumerProps {
  /** The stream that it reads. */
  readonly stream: Stream;
  /** 1 to 128 letters, digits, hyphens, underscores and dots. */
  readonly streamConsumerName: string;
}

/** A consumer of a stream with enhanced fan-out: records are pushed to it, and it has a throughput of its own. */
export class StreamConsumer {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly stream: Stream;
  readonly streamConsumerName: string;
  /** Known once it is deployed, since AWS puts the time into it: a token. */
  readonly streamConsumerArn: string;

  /**
   * Registers a consumer of a stream with enhanced fan-out.
   *
   * ```ts
   * const app = new kinesis.StreamConsumer(stack, "App", { stream: clicks, streamConsumerName: "app" });
   * reader.addEventSource(
   *   new sources.KinesisConsumerEventSource(app, { startingPosition: lambda.StartingPosition.LATEST }),
   * );
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: StreamConsumerProps) {
    const { stream, streamConsumerName } = props;
    this.id = id;
    this.stream = stream;
    this.streamConsumerName = streamConsumerName;
    this.streamConsumerArn = answerOf(id, "Consumer.ConsumerARN");
    stack.add("kinesis", "RegisterStreamConsumer", id, {
      StreamARN: stream.streamArn,
      ConsumerName: streamConsumerName,
    });
  }
}
