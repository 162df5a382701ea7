import { ConfigError, table, type Connection } from "@orrery/kernel";
import { resolveConsumer, type Consumer } from "../consumer/config.ts";
import { consumerAssumptions } from "../consumer/limits.ts";
import { entranceOf } from "../control/entrance.ts";
import type { Join } from "../control/state.ts";
import type { ControlState } from "../control/state.ts";
import { figureValues } from "../service/assumed-figure.ts";
import type { Resource } from "../service/resource.ts";
import { controlName } from "../service/service-model.ts";
import { queueIn } from "../service/source.ts";
import { allKinds, authorizer } from "../services.ts";
import { sdkAssumptions } from "../workload/limits.ts";
import type { Scenario } from "./scenario.ts";
import type { AwsSimulation } from "./simulate.ts";

/** The component of a consumer by its place in the scenario. */
export const consumerComponent = (place: number): string => `consumer:${place + 1}`;

/** What reports call the consumers of a scenario. */
export const consumerNames = ({ consumers = [] }: Scenario): readonly string[] =>
  consumers.map(
    ({ name, from }, place) =>
      name ?? (consumers.length === 1 ? `consumer of ${from}` : `consumer ${place + 1} of ${from}`),
  );

/** Has a consumer begin to read. `target` is what it reads. @throws ConfigError */
export function startConsumer(
  simulation: AwsSimulation,
  consumer: Consumer,
  place: number,
  target: { readonly component: string; readonly kind: string },
  { latencies, assumptions }: Scenario,
  entrances: Join[],
): void {
  const of = (kind: string) => allKinds.get(kind)?.source;
  const { consumed, actions, factsOf } = queueIn({ of }, target.kind);
  const { entry } = allKinds.get(target.kind)!;
  const resource = resourceAt(simulation, target.component);
  const path = `consumer ${place + 1} (of ${consumer.from})`;
  const settings = resolveConsumer(path, consumer, {
    source: target.kind,
    patience: entry!.timeout.default,
    visibilityTimeout: factsOf(resource).visibilityTimeout,
    bounds: consumed.bounds,
    assumed: {
      ...figureValues(consumerAssumptions, assumptions),
      ...figureValues(sdkAssumptions, assumptions),
    },
  });
  const component = consumerComponent(place);
  const reply = consumed.latency(latencies);
  const joined = (port: string, action: string) => {
    const connection: Connection = { port, to: 0, target: target.component, reply };
    const access = { action, arn: resource.arn };
    return entranceOf(simulation, component, connection, access, authorizer, entrances);
  };
  const connections = [
    joined("source", actions.receive),
    joined("deletions", actions.done),
    joined("extensions", consumed.hideAction),
  ];
  simulation.apply({ do: "create", name: component, kind: "consumer", settings, connections });
  simulation.tell(component, { type: "start" });
}

function resourceAt(simulation: AwsSimulation, component: string): Resource {
  const { resources } = simulation.stateOf(controlName) as ControlState; // The control plane's own.
  const found = table.list(resources).find(([, resource]) => resource.component === component);
  if (found === undefined) throw new ConfigError(component, "a resource", "none");
  return found[1];
}
