import { vector, type Tagged, type Vector } from "@orrery/kernel";
import { bucketCount, latencyBucketOf, quantileOfBuckets } from "../gateway/latency-bucket.ts";
import { statusOfRefusal, type Entry } from "../service/entry.ts";
import type { Refused } from "../service/refusal.ts";
import type { PartColumn, PartSaid } from "../service/reporting.ts";
import { mostRoutes } from "./limits.ts";
import { failureOf } from "./retry.ts";

/** What came of a request, for whoever sent it; each but the first is an error. */
const outcomes = ["answered", "4xx", "throttled", "5xx", "no answer", "not sent"] as const;
export type Outcome = (typeof outcomes)[number];

/** Numbers of a route: how often there was each outcome, and how many took how long. */
const stride = outcomes.length + bucketCount;

/** The tallies of so many routes that nothing has come to. */
export const noRouteTallies = (routes: number): Vector<number> =>
  vector.of(Array.from({ length: routes * stride }, () => 0));

/** How a route is called, where it has no name of its own. */
export const routeName = ({
  method,
  path,
}: {
  readonly method: string;
  readonly path: string;
}): string => `${method} ${decodeURI(path)}`;

/** The routes of several requests, and which each of them is: beyond a hundred they are one. */
export function routesOf(names: readonly string[]): {
  readonly routes: readonly string[];
  readonly places: readonly number[];
} {
  const known = new Map<string, number>();
  const places = names.map((name) => {
    const place = known.get(name) ?? Math.min(known.size, mostRoutes - 1);
    known.set(name, place);
    return place;
  });
  const distinct = [...known.keys()];
  const routes =
    distinct.length <= mostRoutes ? distinct : [...distinct.slice(0, mostRoutes - 1), "others"];
  return { routes, places };
}

/** Counts what came of a request of a route, and how long its caller had waited. */
export function tally(
  { tallies }: { readonly tallies: Vector<number> },
  route: number,
  outcome: Outcome,
  took: number,
): void {
  const first = route * stride;
  add(tallies, first + outcomes.indexOf(outcome));
  add(tallies, first + outcomes.length + latencyBucketOf(took));
}

function add(tallies: Vector<number>, place: number): void {
  vector.set(tallies, place, vector.at(tallies, place) + 1);
}

/** The outcome that an answer is, of who takes HTTP or something else. */
export function outcomeOf(body: Tagged, http: Entry["http"], failed: boolean): Outcome {
  if (body.type === "lost") return "no answer";
  if (body.type === "refused") {
    const refusal = body as Refused; // All who refuse say so.
    if (http !== undefined) return outcomeOfStatus(statusOfRefusal(http, refusal));
    const failure = failureOf(refusal.code);
    return failure === "throttled" ? "throttled" : failure === "final" ? "4xx" : "5xx";
  }
  const { status } = body as { readonly status?: unknown };
  if (typeof status !== "number") return failed ? "5xx" : "answered";
  return outcomeOfStatus(status);
}

function outcomeOfStatus(status: number): Outcome {
  if (status < 400) return "answered";
  if (status === 429) return "throttled";
  return status < 500 ? "4xx" : "5xx";
}

/** What a route is to callers, in reports. */
export const feltNoun = "route of callers";

/** What callers had of each route: the columns of a table; times in milliseconds. */
export const feltColumns: readonly PartColumn[] = [
  { name: "requests", title: "requests" },
  { name: "clientErrors", title: "4xx", optional: true },
  { name: "throttled", title: "throttled", optional: true },
  { name: "serverErrors", title: "5xx", optional: true },
  { name: "unanswered", title: "no answer", optional: true },
  { name: "notSent", title: "not sent", optional: true },
  { name: "p50Milliseconds", title: "P50 ms" },
  { name: "p90Milliseconds", title: "P90 ms" },
  { name: "p99Milliseconds", title: "P99 ms" },
];

/** What a workload's callers had of each of its routes: requests that were settled, with all their attempts. */
export function feltByRoute(
  routes: readonly string[],
  tallies: Vector<number>,
): readonly PartSaid[] {
  const numbers = vector.list(tallies);
  return routes.map((name, place) => {
    const of = numbers.slice(place * stride, (place + 1) * stride);
    const latencies = of.slice(outcomes.length);
    const at = (share: number) => Math.round(quantileOfBuckets(latencies, share) / 1_000);
    const [answered, clientErrors, throttled, serverErrors, unanswered, notSent] = of;
    return {
      name,
      counts: {
        requests: answered! + clientErrors! + throttled! + serverErrors! + unanswered! + notSent!,
        clientErrors: clientErrors!,
        throttled: throttled!,
        serverErrors: serverErrors!,
        unanswered: unanswered!,
        notSent: notSent!,
        p50Milliseconds: at(0.5),
        p90Milliseconds: at(0.9),
        p99Milliseconds: at(0.99),
      },
    };
  });
}
