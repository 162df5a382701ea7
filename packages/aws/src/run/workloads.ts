import { ConfigError, withDefault, type Connection, type Instant } from "@orrery/kernel";
import { entranceOf } from "../control/entrance.ts";
import type { Join } from "../control/state.ts";
import { figureValues } from "../service/assumed-figure.ts";
import { doorFor, type DoorName, type Entry } from "../service/entry.ts";
import { allKinds, authorizer } from "../services.ts";
import { parseWallClock } from "../text/wall-clock.ts";
import { inOrder } from "../workload/attributes.ts";
import { checkCaller, checkMessages, resolveRetry } from "../workload/caller.ts";
import { resolveBreaker } from "../workload/breaker-settings.ts";
import { resolveConnections } from "../workload/connection-settings.ts";
import { callerAssumptions, sdkAssumptions } from "../workload/limits.ts";
import { farther, resolveLocation, type Distance } from "../workload/location.ts";
import { offloadThreshold } from "../workload/offloading.ts";
import { checkPayload } from "../workload/payload-check.ts";
import { resolveRequests } from "../workload/requests.ts";
import type { StepTarget } from "../workload/session.ts";
import type { WorkloadSettings } from "../workload/state.ts";
import { offloadSettings, offloadStore } from "./offload-store.ts";
import type { Scenario, Workload } from "./scenario.ts";
import type { AwsSimulation } from "./simulate.ts";
import type { RunResource } from "./made-run.ts";
import { targetNamed, type Resources } from "./targets.ts";

/** Begins a workload of a scenario. @throws ConfigError */
export function startWorkload(
  simulation: AwsSimulation,
  workload: Workload,
  number: number,
  resources: Resources,
  { startsAt, latencies, asOf, assumptions, region }: Scenario,
  entrances: Join[],
): void {
  const path = `workload ${number + 1} (to ${workload.to})`;
  const target = targetNamed(workload.to, path, resources);
  const { from, until, payload, groups, timeout, attributes = [], delay } = workload;
  const { noun, entry } = allKinds.get(target.kind)!; // A target has an entry.
  const own = simulation.settingsOf(target.component);
  if (entry!.needsGroups?.(own) === true && groups.length === 0) {
    throw new ConfigError(`${path} groups`, `message groups, since the ${noun} is FIFO`, "none");
  }
  const door = doorFor(`${path} invoke`, entry!, noun, workload.invoke);
  const store = offloadStore(`${path} extendedClient`, workload, entry!, noun, resources);
  const range = entry!.sizeOf(own, asOf, door);
  const { max } = store === null ? range : offloadThreshold;
  checkPayload(`${path} payload`, payload, { noun, ...range, max });
  checkMessages(path, workload, entry!, noun);
  const { arrivals, users, batch } = checkCaller(path, workload, entry!.doors[door]!, noun, own);
  const name = `workload:${number + 1}`;
  const distance = resolveLocation(`${path} location`, workload.location, entry!, region);
  const others = othersOf(`${path} session`, workload, resources, region);
  const requests = resolveRequests(path, workload, entry!, noun, distance, ({ to }) =>
    to === undefined || to === workload.to ? null : others.get(to)!,
  );
  if (workload.session !== undefined && workload.batch !== undefined) {
    throw new ConfigError(`${path} batch`, "none beside a session", "a batch");
  }
  if (workload.connections !== undefined && store !== null) {
    throw new ConfigError(`${path} connections`, "none beside an extendedClient", "connections");
  }
  const settings: WorkloadSettings = {
    target: target.kind,
    door,
    others: [...others.values()].map(({ target: { kind }, door: entered }) => ({
      kind,
      door: entered,
    })),
    number: number + 1,
    name: `workload-${number + 1}`,
    arrivals,
    users,
    batch,
    // A day begins at midnight, whenever the run does; everything else counts from its beginning.
    origin: (arrivals?.type === "daily" ? -sinceMidnight(startsAt) : from) as Instant,
    from: from as number as Instant,
    until: until as number | null as Instant | null,
    payload,
    attributes: inOrder(attributes),
    delay: delay ?? null,
    ...requests,
    isDistant: distance !== null,
    breaker: resolveBreaker(`${path} circuitBreaker`, workload.circuitBreaker),
    connections: resolveConnections(
      `${path} connections`,
      workload.connections,
      distance?.roundTrip ?? null,
      entry!.http?.idleConnection?.(own) ?? null,
    ),
    deduplication: entry!.identifies?.(own) ?? "none",
    groups,
    offloading: offloadSettings(`${path} extendedClient`, workload, store),
    retry: resolveRetry(`${path} retry`, workload.retry),
    timeout: withDefault(`${path} timeout`, timeout, entry!.timeout),
    assumed: {
      ...figureValues(sdkAssumptions, assumptions),
      ...figureValues(callerAssumptions, assumptions),
    },
  };
  const ends = [{ to: 0, target, entry: entry!, distance }, ...others.values()];
  const connections = ends.map((end) => {
    const ways = end.entry.latency(latencies);
    const there = farther(ways.request, end.distance);
    const back = farther(ways.reply, end.distance);
    const connection: Connection = {
      ...{ port: "target", to: end.to, target: end.target.component },
      ...(there === undefined ? {} : { request: there }),
      ...(back === undefined ? {} : { reply: back }),
    };
    const access = { action: end.entry.action, arn: end.target.arn };
    return entranceOf(simulation, name, connection, access, authorizer, entrances);
  });
  if (store !== null) {
    const { action } = allKinds.get(store.kind)!.entry!; // It keeps payloads.
    const toStore: Connection = { port: "store", to: 0, target: store.component };
    const access = { action, arn: store.arn };
    connections.push(entranceOf(simulation, name, toStore, access, authorizer, entrances));
  }
  simulation.apply({ do: "create", name, kind: "workload", settings, connections });
  simulation.tell(name, { type: "start" });
}

/** What a session asks beside the workload's own target. */
interface OtherEnd extends StepTarget {
  readonly target: RunResource;
  readonly entry: Entry;
  readonly door: DoorName;
  readonly distance: Distance | null;
}

/** What the steps of a session go to, but the workload's own target, by logical id. @throws ConfigError */
function othersOf(
  path: string,
  { to: own, session = [], location }: Workload,
  resources: Resources,
  region: string,
): ReadonlyMap<string, OtherEnd> {
  const others = new Map<string, OtherEnd>();
  session.forEach(({ to }, place) => {
    if (to === undefined || to === own || others.has(to)) return;
    const target = targetNamed(to, `${path}[${place}].to`, resources);
    const { entry, noun } = allKinds.get(target.kind)!; // A target has an entry.
    const distance = resolveLocation(`${path} location`, location, entry!, region);
    const door = doorFor(`${path}[${place}].to`, entry!, noun, undefined);
    const header = distance?.header === undefined ? {} : { header: distance.header };
    others.set(to, { to: others.size + 1, target, entry: entry!, noun, door, distance, ...header });
  });
  return others;
}

/** Microseconds from the midnight before to the start of the run. */
const sinceMidnight = (startsAt: string): number =>
  (parseWallClock("startsAt", startsAt) % 86_400_000) * 1_000;
