import { withDefault, withinBounds, type Duration } from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import { parseWallClock } from "../../text/wall-clock.ts";
import { kafkaAssumptions, kafkaLimits } from "./limits.ts";

/** How a topic is configured. What is left out takes the default of Kafka. */
export interface TopicConfig {
  /** 1 to 10,000. @defaultValue 1 */
  readonly partitions?: number;
  /** How long a record is kept. @defaultValue 7 d */
  readonly retention?: Duration;
}

/** A {@link TopicConfig} with its defaults filled in and its values checked: what the machine needs. */
export interface TopicSettings {
  /** The resource number. */
  readonly topic: number;
  readonly name: string;
  /** Where its brokers are found: `b-1.…:9098,b-2.…:9098`. */
  readonly bootstrapServers: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly partitions: number;
  readonly retention: Duration;
  /** Whether nobody says how many partitions it has: its clients made it. */
  readonly hasAssumedPartitions: boolean;
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof kafkaAssumptions>;
}

/** Where a topic is. */
export interface TopicPlace {
  /** @defaultValue 1 */
  readonly topic?: number;
  readonly bootstrapServers?: string;
  /** @defaultValue false */
  readonly hasAssumedPartitions?: boolean;
  /** Milliseconds since 1970 at instant 0. @defaultValue 2026-01-01 */
  readonly epochMilliseconds?: number;
  /** In place of figures of ours. @defaultValue none */
  readonly assumptions?: Assumptions;
}

/** Checks `config` and fills in its defaults. Errors name the topic by `name`. @throws ConfigError */
export function resolveTopicConfig(
  name: string,
  config: TopicConfig = {},
  {
    topic = 1,
    bootstrapServers = "b-1.events.kafka.us-east-1.amazonaws.com:9098",
    hasAssumedPartitions = false,
    epochMilliseconds = parseWallClock("the start", "2026-01-01"),
    assumptions = {},
  }: TopicPlace = {},
): TopicSettings {
  const path = (setting: string) => `topic "${name}" ${setting}`;
  return {
    topic,
    name,
    bootstrapServers,
    epochMilliseconds,
    partitions: withinBounds(
      path("partitions"),
      config.partitions ?? kafkaLimits.partitions.default,
      kafkaLimits.partitions,
    ),
    retention: withDefault(path("retention"), config.retention, kafkaLimits.retention),
    hasAssumedPartitions,
    assumed: figureValues(kafkaAssumptions, assumptions),
  };
}
