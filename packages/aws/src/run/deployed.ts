import { own, table, type Plain } from "@orrery/kernel";
import type { ControlState } from "../control/state.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { ResourceKind } from "../service/resource-kind.ts";
import { controlName } from "../service/service-model.ts";
import { allKinds } from "../services.ts";
import { performAll } from "./performing.ts";
import type { ArchitectureOperation, Scenario } from "./scenario.ts";
import { simulate, type AwsOptions } from "./simulate.ts";

/** A resource of an architecture, as its operations make it. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly kind: ResourceKind;
  /** Its name in AWS. */
  readonly name: string;
  readonly arn: string;
  /** Its machine's own. */
  readonly settings: unknown;
}

/** What an architecture comes to. */
export interface DeployedArchitecture {
  readonly resources: readonly DeployedResource[];
  /** The logical ids of what AWS refuses to make: a run refuses it too, and says why. */
  readonly refused: ReadonlySet<string>;
}

/** Makes an architecture in an account of its own, for who asks about its resources and runs nothing. */
export function deployed(
  architecture: readonly ArchitectureOperation[],
  extras: NonNullable<Scenario["extras"]>,
  options: Pick<AwsOptions, "region" | "accountId" | "asOf" | "startsAt">,
): DeployedArchitecture {
  const simulation = simulate(options);
  const client = simulation.client();
  const refused = new Set<string>();
  performAll(withExtras(architecture, extras), ({ service, operation, params, logicalId }) => {
    try {
      return client.call(service, operation, params, logicalId);
    } catch {
      refused.add(logicalId);
      return null;
    }
  });
  const { resources } = simulation.stateOf(controlName) as ControlState; // The control plane's own.
  const found = table
    .list(resources)
    .flatMap(([, { logicalId, kind, name, arn, component }]): DeployedResource[] => {
      const known = allKinds.get(kind);
      if (logicalId === undefined || known === undefined) return [];
      return [{ logicalId, kind: known, name, arn, settings: simulation.settingsOf(component) }];
    });
  return { resources: found, refused };
}

/**
 * Operations with what a scenario says of the resources that they make: a resource is made by the first
 * operation that bears its logical id.
 */
export function withExtras(
  architecture: readonly ArchitectureOperation[],
  extras: NonNullable<Scenario["extras"]>,
): readonly ArchitectureOperation[] {
  const made = new Set<string>();
  return architecture.map((operation) => {
    const { logicalId } = operation;
    const given = made.has(logicalId) ? undefined : own(extras, logicalId);
    made.add(logicalId);
    return given === undefined ? operation : extended(operation, given);
  });
}

/** Operations of one resource, the first with what a scenario says of it. */
export const withExtra = <Of extends { readonly params: PlainObject }>(
  operations: readonly Of[],
  given: NonNullable<Scenario["extras"]>[string],
): readonly Of[] =>
  operations.map((operation, place) => (place === 0 ? extended(operation, given) : operation));

function extended<Of extends { readonly params: PlainObject }>(
  operation: Of,
  given: NonNullable<Scenario["extras"]>[string],
): Of {
  const params: Record<string, Plain> = { ...operation.params };
  for (const [member, value] of Object.entries(given as PlainObject)) {
    const before = params[member];
    // Settings of a resource add up, wherever they are said.
    params[member] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
  }
  return { ...operation, params };
}

const isObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
