import { own } from "@orrery/kernel";
import { actorName } from "../action/machine.ts";
import { once } from "../service/later.ts";
import { controlName } from "../service/service-model.ts";
import type { AssumedFigure, Assumptions } from "../service/assumed-figure.ts";
import { allAssumptions } from "../figures.ts";
import { allKinds } from "../services.ts";
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

const figures = once(() => new Map(allAssumptions.map((figure) => [figure.name, figure])));

/** Whether a machine's metric is one that tells how often a figure of ours decided. */
export const tellsOfAssumption = (metric: string): boolean => figures().has(metric);

/** The figures of ours that decided something in a run, in the order of its resources. */
export function decidingAssumptionsOf(
  { simulation }: Run,
  view: Pick<RunView, "reported" | "inAccount" | "at">,
): readonly DecidingAssumption[] {
  const acting = simulation.names.includes(actorName) ? [["actions", actorName] as const] : [];
  const components = [
    ...view.reported,
    ...partsIn(view),
    ...ofAccount(view),
    ["control plane", controlName] as const,
    ...acting,
  ];
  const told = new Set<string>();
  return components.flatMap(([resource, component]) =>
    Object.entries(simulation.metersOf(component)).flatMap(([name, { count }]) => {
      const figure = figures().get(name);
      const place = `${name} ${resource}`;
      // What parts count may count for the whole as well.
      if (figure === undefined || count === 0 || told.has(place)) return [];
      told.add(place);
      const value = valueIn(simulation.settingsOf(component), figure);
      return [{ name, resource, value, ours: figure.default, unit: figure.unit, count }];
    }),
  );
}

/** Components that the report does not name, under the names of what they are parts of. */
const partsIn = ({
  inAccount,
  at,
}: Pick<RunView, "inAccount" | "at">): readonly (readonly [string, string])[] =>
  [...allKinds].flatMap(([name, kind]) =>
    inAccount(name).flatMap(({ arn, component, resource }) => {
      const whole = kind.partOf === undefined ? undefined : at(kind.partOf(resource.record, arn));
      return whole === undefined ? [] : [[whole.name, component] as const];
    }),
  );

/** Components that are of the account as a whole, under what they are billed as. */
const ofAccount = ({
  inAccount,
}: Pick<RunView, "inAccount">): readonly (readonly [string, string])[] =>
  [...allKinds].flatMap(([name, { billedAs }]) =>
    billedAs === undefined
      ? []
      : inAccount(name).map(({ component }) => [billedAs, component] as const),
  );

/** What a component has of a figure: machines keep all they use under `assumed`, without the prefix; the control plane has those of services. */
function valueIn(settings: unknown, { name, default: ours }: AssumedFigure): number {
  const { assumed = {}, assumptions = {} } = settings as {
    readonly assumed?: Readonly<Record<string, number>>;
    readonly assumptions?: Assumptions;
  };
  return own(assumed, name.slice(name.lastIndexOf(".") + 1)) ?? own(assumptions, name) ?? ours;
}
