import type { Distribution, Tagged } from "@orrery/kernel";
import type { Trailed } from "../../../service/origin.ts";

/** A request to an endpoint of HTTP outside. */
export interface EndpointRequest extends Tagged, Trailed {
  readonly type: "endpointRequest";
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly size: number;
}

/** How an endpoint answers, as a scenario says. Plain data. */
export interface EndpointBehavior {
  readonly latency: Distribution;
  readonly status: number;
  readonly body: string;
  /** Part of its requests that it answers with {@link failureStatus}. */
  readonly failures: number;
  readonly failureStatus: number;
  /** Part of its requests that do not reach it. */
  readonly unreachable: number;
}

/** An endpoint outside, as its machine has it. Plain data. */
export interface EndpointSettings {
  readonly uri: string;
  readonly behavior: EndpointBehavior;
}
