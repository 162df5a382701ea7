import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { stepFunctionsLimits } from "../limits.ts";
import { nextToken, pageOf } from "./pages.ts";
import {
  againstPrefix,
  changeStateMachine,
  invalid,
  invalidArn,
  isRefused,
  keptOf,
  noResource,
  noStateMachine,
  qualifiedNameIn,
  qualifierKindName,
  required,
  respond,
  stateMachineAt,
  stateMachineKindName,
  timestampAt,
  type AliasKept,
  type Checked,
  type RouteKept,
} from "./records.ts";
import { makeQualifier, notAVersion, versionArn } from "./version-operations.ts";

/** Operations on aliases. */
export const aliasOperations: Operations = {
  CreateStateMachineAlias: { begin: createAlias },
  UpdateStateMachineAlias: { begin: updateAlias },
  DescribeStateMachineAlias: { begin: describeAlias },
  ListStateMachineAliases: { begin: listAliases },
  DeleteStateMachineAlias: { begin: deleteAlias },
};

/** Where an alias leads by its parameters, and the state machine that it is of. */
interface Routing {
  readonly stateMachine: Resource;
  readonly routes: readonly RouteKept[];
}

function routingIn(params: PlainObject, plane: ControlPlane): Checked<Routing> {
  const given = listOf(params["routingConfiguration"]).map(objectOf);
  if (given.length === 0 || given.length > 2) {
    return invalid(
      `Routing configuration must contain 1 or 2 state machine versions. Received: ${given.length}`, // Assumed: how it goes on.
    );
  }
  const arns = given.map((route) => textOf(route["stateMachineVersionArn"]) ?? "");
  const named = arns.map((arn) => qualifiedNameIn(arn)?.split(":"));
  if (!named.every((parts) => parts !== undefined && /^\d+$/.test(parts[1] ?? ""))) {
    return notAVersion(arns);
  }
  const weights = given.map((route) => numberOf(route["weight"]) ?? 0);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) {
    return invalid(
      `The sum of the weights in the routing configuration must be equal to 100. Received: ${JSON.stringify(weights)}`, // Assumed: how it goes on.
    );
  }
  const names = new Set(named.map((parts) => parts![0]));
  if (names.size > 1) {
    return invalid(
      "Routing configuration must contain versions of the same state machine.", // Assumed: the words.
    );
  }
  if (new Set(arns).size < arns.length) {
    return invalid("Routing configuration must contain distinct state machine version ARNs."); // Assumed: the words.
  }
  const stateMachine = plane.find(stateMachineKindName, named[0]![0]!);
  if (stateMachine === undefined) return noResource();
  const routes = named.map((parts, place) => ({
    version: Number(parts![1]),
    weight: weights[place]!,
  }));
  const { versions } = keptOf(stateMachine);
  const isThere = ({ version }: RouteKept) => versions.some(({ number }) => number === version);
  return routes.every(isThere) ? { stateMachine, routes } : noResource();
}

function createAlias(params: PlainObject, plane: ControlPlane): Step {
  const routing = routingIn(params, plane);
  if (isRefused(routing)) return routing;
  const { stateMachine, routes } = routing;
  const { aliases } = keptOf(stateMachine);
  const name = required(params, "name");
  const description = textOf(params["description"]) ?? null;
  const arn = `${stateMachine.arn}:${name}`;
  const before = aliases.find((alias) => alias.name === name);
  if (before !== undefined) {
    const isSame =
      before.description === description &&
      JSON.stringify(before.routes) === JSON.stringify(routes);
    return isSame
      ? respond({
          stateMachineAliasArn: arn,
          creationDate: timestampAt(before.createdAt, plane),
        })
      : refused(
          "ConflictException",
          "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
        );
  }
  if (aliases.length >= stepFunctionsLimits.aliases) {
    return refused(
      "ServiceQuotaExceededException",
      `The maximum number of aliases of the state machine has been reached: ${stepFunctionsLimits.aliases}.`, // Assumed: the words.
    );
  }
  const alias: AliasKept = {
    name,
    description,
    routes,
    createdAt: plane.now,
    updatedAt: plane.now,
  };
  const changed = changeStateMachine(stateMachine, { aliases: [...aliases, alias] }, plane);
  makeQualifier(changed, name, { alias: name, routes }, plane);
  return respond({ stateMachineAliasArn: arn, creationDate: timestampAt(plane.now, plane) });
}

interface LocatedAlias {
  readonly stateMachine: Resource;
  readonly alias: AliasKept;
}

/** The alias of an ARN; `undefined`: there is none. */
function aliasAt(arn: string, plane: ControlPlane): Checked<LocatedAlias | undefined> {
  const wrong = againstPrefix(arn);
  if (wrong !== null) return wrong;
  const [name = "", qualifier = ""] = qualifiedNameIn(arn)?.split(":") ?? [];
  if (qualifier === "") return invalidArn("Invalid State Machine alias ARN"); // Assumed: the words.
  const stateMachine = plane.find(stateMachineKindName, name);
  if (stateMachine === undefined) return undefined;
  const alias = keptOf(stateMachine).aliases.find((each) => each.name === qualifier);
  return alias === undefined ? undefined : { stateMachine, alias };
}

function updateAlias(params: PlainObject, plane: ControlPlane): Step {
  const located = aliasAt(required(params, "stateMachineAliasArn"), plane);
  if (isRefused(located)) return located;
  if (located === undefined) return noResource();
  const { stateMachine, alias } = located;
  const hasRoutes = params["routingConfiguration"] !== undefined;
  if (!hasRoutes && params["description"] === undefined) {
    return invalid("Either the description or the routing configuration must be specified."); // Assumed: the words.
  }
  const routing = hasRoutes ? routingIn(params, plane) : { stateMachine, routes: alias.routes };
  if (isRefused(routing)) return routing;
  if (routing.stateMachine.name !== stateMachine.name) {
    return invalid("Routing configuration must contain versions of the alias's state machine."); // Likewise.
  }
  const { routes } = routing;
  const description = textOf(params["description"]) ?? alias.description;
  const after: AliasKept = { ...alias, description, routes, updatedAt: plane.now };
  const aliases = keptOf(stateMachine).aliases.map((each) => (each === alias ? after : each));
  changeStateMachine(stateMachine, { aliases }, plane);
  const there = plane.find(qualifierKindName, `${stateMachine.name}:${alias.name}`)!; // Made with it.
  plane.change(there, { settings: { alias: alias.name, routes } });
  return respond({ updateDate: timestampAt(plane.now, plane) });
}

function describeAlias(params: PlainObject, plane: ControlPlane): Step {
  const arn = required(params, "stateMachineAliasArn");
  const located = aliasAt(arn, plane);
  if (isRefused(located)) return located;
  if (located === undefined) return noResource();
  const { stateMachine, alias } = located;
  return respond({
    stateMachineAliasArn: arn,
    name: alias.name,
    ...(alias.description === null ? {} : { description: alias.description }),
    routingConfiguration: alias.routes.map(({ version, weight }) => ({
      stateMachineVersionArn: versionArn(stateMachine.arn, version),
      weight,
    })),
    creationDate: timestampAt(alias.createdAt, plane),
    updateDate: timestampAt(alias.updatedAt, plane),
  });
}

function listAliases(params: PlainObject, plane: ControlPlane): Step {
  const given = required(params, "stateMachineArn");
  const qualified = qualifiedNameIn(given)?.split(":");
  const arn = qualified === undefined ? given : given.slice(0, given.lastIndexOf(":"));
  const resource = stateMachineAt(arn, plane);
  if (isRefused(resource)) return resource;
  const aliases = keptOf(resource).aliases.filter(
    ({ routes }) =>
      qualified === undefined || routes.some(({ version }) => `${version}` === qualified[1]),
  );
  const page = pageOf(aliases, params);
  if (isRefused(page)) return page;
  return respond({
    stateMachineAliases: page.items.map(({ name, createdAt }) => ({
      stateMachineAliasArn: `${resource.arn}:${name}`,
      creationDate: timestampAt(createdAt, plane),
    })),
    ...nextToken(page.next),
  });
}

function deleteAlias(params: PlainObject, plane: ControlPlane): Step {
  const arn = required(params, "stateMachineAliasArn");
  const located = aliasAt(arn, plane);
  if (isRefused(located)) return located;
  if (located === undefined) return respond();
  const { stateMachine, alias } = located;
  const aliases = keptOf(stateMachine).aliases.filter((each) => each !== alias);
  changeStateMachine(stateMachine, { aliases }, plane);
  const there = plane.find(qualifierKindName, `${stateMachine.name}:${alias.name}`)!; // Made with it.
  plane.delete(there, noStateMachine(arn));
  return respond();
}
