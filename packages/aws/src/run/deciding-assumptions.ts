import { own } from "@orrery/kernel";
import { actorName } from "../action/machine.ts";
import { controlName } from "../service/service-model.ts";
import type { AssumedFigure } from "../service/assumed-figure.ts";
import { allAssumptions } from "../services.ts";
import type { Run } from "./run.ts";
import type { RunView } from "./run-view.ts";

/** A figure that AWS does not give and that decided something in a run. */
export interface DecidingAssumption {
  /** As a scenario's `assumptions` name it. */
  readonly name: string;
  /** Where: a resource or a workload as the report names it, or `control plane`. */
  readonly resource: string;
  /** What held, and what holds where a scenario says nothing. Durations are in microseconds. */
  readonly value: number;
  readonly ours: number;
  readonly unit: AssumedFigure["unit"];
  /** How often it decided. */
  readonly count: number;
}

const figures = new Map(allAssumptions.map((figure) => [figure.name, figure]));

/** Whether a machine's metric is one that tells how often a figure of ours decided. */
export const tellsOfAssumption = (metric: string): boolean => figures.has(metric);

/** The figures of ours that decided something in a run, in the order of its resources. */
export function decidingAssumptionsOf(
  { simulation }: Run,
  { reported }: Pick<RunView, "reported">,
): readonly DecidingAssumption[] {
  const acting = simulation.names.includes(actorName) ? [["actions", actorName] as const] : [];
  const components = [...reported, ["control plane", controlName] as const, ...acting];
  return components.flatMap(([resource, component]) =>
    Object.entries(simulation.metersOf(component)).flatMap(([name, { count }]) => {
      const figure = figures.get(name);
      if (figure === undefined || count === 0) return [];
      const value = valueIn(simulation.settingsOf(component), figure);
      return [{ name, resource, value, ours: figure.default, unit: figure.unit, count }];
    }),
  );
}

/** What a component has of a figure: machines keep all they use under `assumed`, without the prefix. */
function valueIn(settings: unknown, { name, default: ours }: AssumedFigure): number {
  const { assumed = {} } = settings as { readonly assumed?: Readonly<Record<string, number>> };
  return own(assumed, name.slice(name.lastIndexOf(".") + 1)) ?? ours;
}
