import { countBounds } from "@orrery/kernel";
import type { Quota } from "../../../service/service-model.ts";

const raisable = countBounds({ min: 1, max: 1_000_000_000 });

/** AWS raises it on request. */
const soft = (usual: number, byRegion?: Quota["byRegion"]): Quota => ({
  ...raisable,
  default: usual,
  ...(byRegion === undefined ? {} : { byRegion }),
});
/** AWS does not raise it: a scenario may set less. */
const hard = (most: number): Quota => ({ ...raisable, default: most, max: most });

/** What is the same in the Regions of a row. */
const regions = (first: number, second: number, third?: number): Quota["byRegion"] => ({
  "us-east-1": first,
  "us-west-2": second,
  "eu-west-1": second,
  ...(third === undefined
    ? {}
    : {
        "us-east-2": third,
        "us-west-1": third,
        "ap-south-1": third,
        "ap-northeast-2": third,
        "ap-southeast-1": third,
        "ap-southeast-2": third,
        "ap-northeast-1": third,
        "eu-central-1": third,
      }),
});

/**
 * Quotas of an account in a Region.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/general/latest/gr/sns.html
 * - https://docs.aws.amazon.com/sns/latest/dg/fifo-high-throughput.html
 * - https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export const snsQuotas = {
  /** Messages a second that are published to all topics, each entry of a batch counted; by Region 30,000, 9,000 or 1,500. */
  "sns.messagesPerSecond": soft(300, regions(30_000, 9_000, 1_500)),
  /** The same where the topic is FIFO, also of one topic whose throughput scope is the message group; by Region 30,000 or 9,000. */
  "sns.fifoMessagesPerSecond": soft(3_000, regions(30_000, 9_000)),
  /** Of one FIFO topic whose throughput scope is the topic. */
  "sns.fifoTopicMessagesPerSecond": soft(3_000),
  "sns.fifoTopicBytesPerSecond": soft(20_971_520),
  "sns.fifoGroupMessagesPerSecond": soft(300),
  /** Calls a second of each operation on topics, subscriptions, apps and endpoints that has no row of its own; by Region 3,000, 900 or 150. */
  "sns.resourceCallsPerSecond": soft(30, regions(3_000, 900, 150)),
  /** Of Subscribe and of Unsubscribe. */
  "sns.subscribeCallsPerSecond": hard(100),
  /** Of each list of topics or subscriptions. */
  "sns.listCallsPerSecond": hard(30),
  /** Of each operation on permissions and tags. */
  "sns.permissionAndTagCallsPerSecond": hard(10),
  "sns.standardTopics": soft(100_000),
  "sns.fifoTopics": soft(1_000),
  "sns.filterPoliciesPerTopic": soft(200),
  "sns.filterPolicies": soft(10_000),
} as const satisfies Readonly<Record<string, Quota>>;

/** The name of a quota. */
export type QuotaName = keyof typeof snsQuotas;
