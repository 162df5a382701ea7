import type { Distribution } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { Caller } from "../../service/caller.ts";
import type { logsAssumptions } from "./limits.ts";

/** How a log group is set, complete and checked: what its machine needs. */
export interface GroupSettings {
  readonly number: number;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly epochMilliseconds: number;
  /** Who asks for something in its name. */
  readonly caller: Caller;
  /** In days; `null`: events are kept for ever. */
  readonly retention: number | null;
  readonly isInfrequent: boolean;
  /** Whether functions may log in it, whose logs are kept. */
  readonly isLoggedIn: boolean;
  readonly subscriptions: readonly Subscription[];
  readonly metricFilters: readonly MetricFilter[];
  /** From the taking in of events to the attempt to deliver them. */
  readonly deliveryTime: Distribution;
  readonly assumed: FigureValues<typeof logsAssumptions>;
}

/** A filter that passes log events on. Plain data. */
export interface Subscription {
  /** Never given to another of its group: the target of its port. */
  readonly number: number;
  readonly name: string;
  readonly pattern: string;
  readonly arn: string;
  /** Of what is modeled; `null`: it is brought to a sink. */
  readonly kind: string | null;
  /** The ARN of the role with which they are brought there; `null`: whatever is there lets CloudWatch Logs in itself. */
  readonly role: string | null;
  /** Whether events go anywhere in a stream of Kinesis, and not by their log stream. */
  readonly isRandom: boolean;
}

/** A filter that makes metrics of log events. Plain data. */
export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metric: string;
  /** A number, or what names a value in events. */
  readonly value: string;
  readonly defaultValue: number | null;
  readonly unit: string;
  /** What names the values of dimensions, by their names. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** How an account's quotas are set. */
export interface AccountSettings {
  readonly putsPerSecond: number;
}
