import type { Context, Draft, Duration } from "@orrery/kernel";
import type {
  Change,
  ChangeOperation,
  DeployedOperations,
  TemplateOperation,
} from "../service/deployment.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { DeploymentOf, PlannedStep, UpdatesState } from "./update-state.ts";

/** Updates under way. */
export interface Updating {
  readonly state: Draft<UpdatesState>;
  readonly context: Context<{
    readonly steps: readonly PlannedStep[];
    /** How often CloudFormation looks at what it waits for, and the number of its metric. */
    readonly check: { readonly every: Duration; readonly figure: number };
  }>;
  readonly deploymentOf: DeploymentOf;
  /** The number of the metric that tells of each turn of an update: a step begins, or ends. */
  readonly turns: number;
}

/** The resource that a step is about, by the operations that made it what it is. */
export function deployed(
  updating: Updating,
  place: number,
  found: PlainObject,
): DeployedOperations {
  const { isUndoing } = updating.state.steps[place]!;
  const { before: operations, after: undone, arn } = updating.context.settings.steps[place]!;
  return isUndoing
    ? { operations: undone, responses: madeBy(updating, place), arn, found }
    : { operations, responses: before(updating, place), arn, found };
}

export function operationsOf(updating: Updating, place: number, found: PlainObject): Change {
  const { context, deploymentOf } = updating;
  const { isUndoing } = updating.state.steps[place]!;
  const { type, change, before: old, after: next } = context.settings.steps[place]!;
  const deployment = deploymentOf(type);
  const made = deployed(updating, place, found);
  if (change === "changes") {
    return deployment?.change?.(made, isUndoing ? old.map(atOnce) : next) ?? [];
  }
  if (change === "removes" || isUndoing) return deployment?.remove?.(made) ?? [];
  return next;
}

/** Operations that a change comes to: none, where it is none. */
export const listOf = (change: Change): readonly ChangeOperation[] =>
  change === null || change === "replace" || "code" in change ? [] : change;

/** What is taken back is not taken back little by little. */
const atOnce = ({ updatePolicy: _, ...made }: TemplateOperation): TemplateOperation => made;

/** What answered those who made what a step changes or removes. */
function before({ state, context }: Updating, place: number): readonly PlainObject[] {
  const { from, responses } = context.settings.steps[place]!;
  return from === null ? responses : madeBy({ state, context }, from);
}

/** What answered those who made what is there after a step. */
function madeBy(
  updating: Pick<Updating, "state" | "context">,
  place: number,
): readonly PlainObject[] {
  const { change } = updating.context.settings.steps[place]!;
  if (change === "changes") return before(updating as Updating, place);
  return updating.state.steps[place]!.responses;
}
