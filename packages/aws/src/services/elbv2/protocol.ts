import type { Duration, Tagged } from "@orrery/kernel";
import type { Text } from "../../service/entry.ts";
import type { HttpAnswer, HttpHead } from "../../service/http.ts";
import type { Trailed } from "../../service/origin.ts";

/** A request that comes to a load balancer. */
export interface BalancerRequest extends Tagged, Trailed {
  readonly type: "httpRequest";
  readonly http: HttpHead;
  /** The body. */
  readonly text: Text;
  /** How long its client waits for the answer; `null`: nobody knows. */
  readonly patience: Duration | null;
}

/** What a load balancer gives a target group. */
export interface ForwardedRequest extends Tagged, Trailed {
  readonly type: "forwarded";
  readonly http: HttpHead;
  readonly text: Text;
  /** What the event says of where it came. */
  readonly front: Front;
  /** Which request of the load balancer it is. */
  readonly number: number;
}

/** The listener at which a request came. A value: one object for all of its requests. */
export interface Front {
  readonly balancer: number;
  readonly dnsName: string;
  readonly port: number;
  readonly protocol: string;
  readonly idleTimeout: Duration;
}

/** What a target group answers. */
export interface Served extends Tagged {
  readonly type: "served";
  readonly answer: HttpAnswer;
  /** Why the load balancer answers in place of the target, as access logs name it; `null`: the target did. */
  readonly reason: string | null;
  /** Whether there was a target to be chosen. */
  readonly hasTarget: boolean;
}
