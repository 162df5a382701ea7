import { emptyOpenApi, emptySwagger, isOpenApi, isSwagger } from "./api/swagger.ts";
import { addPath, anyMethod, makeConditional, pathsOf } from "./api/paths.ts";
import { combinedCondition } from "./conditions.ts";
import { when } from "./intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "./json.ts";
import { eventProblem, resourceProblem, SamProblem, SamRefusal } from "./problems.ts";
import { SamTypes } from "./sam-types.ts";
import { printed } from "./python-text.ts";

/** One of the two kinds of API that a function can have without the template saying so. */
interface ImplicitApi {
  readonly id: string;
  readonly type: string;
  readonly event: string;
  /** The property of an event that names its API. */
  readonly apiProperty: "RestApiId" | "ApiId";
  readonly owners: readonly string[];
  readonly resource: () => JsonMap;
  readonly isDefinition: (value: Maybe) => boolean;
}

const restApi: ImplicitApi = {
  id: "ServerlessRestApi",
  type: SamTypes.api,
  event: "Api",
  apiProperty: "RestApiId",
  owners: [SamTypes.function, SamTypes.stateMachine],
  resource: () => ({
    Type: SamTypes.api,
    Properties: { StageName: "Prod", DefinitionBody: emptySwagger(), __MANAGE_SWAGGER: true },
  }),
  isDefinition: isSwagger,
};

const httpApi: ImplicitApi = {
  id: "ServerlessHttpApi",
  type: SamTypes.httpApi,
  event: "HttpApi",
  apiProperty: "ApiId",
  owners: [SamTypes.function],
  resource: () => ({
    Type: SamTypes.httpApi,
    Properties: { DefinitionBody: emptyOpenApi(), __MANAGE_SWAGGER: true },
  }),
  isDefinition: isOpenApi,
};

/** What the owners of an API's methods have in common with it. */
interface Owners {
  /** By path, the conditions of the methods; `null` for one without. */
  readonly conditions: Map<string, (string | null)[]>;
  readonly deletionPolicies: Maybe[];
  readonly updateReplacePolicies: Maybe[];
}

/** Gives APIs definitions that the template leaves to SAM. */
export function addDefaultDefinitions(resources: JsonMap): void {
  for (const resource of Object.values(resources)) {
    const type = memberOf(resource, "Type");
    if (!isMap(resource) || (type !== SamTypes.api && type !== SamTypes.httpApi)) continue;
    const own = memberOf(resource, "Properties");
    if (own !== undefined && own !== null && !isMap(own)) continue;
    const properties = isMap(own) ? own : {};
    resource.Properties = properties;
    const isGivenBody = isGiven(memberOf(properties, "DefinitionBody"));
    if (isGivenBody || isGiven(memberOf(properties, "DefinitionUri"))) {
      const merges = isGiven(memberOf(properties, "MergeDefinitions"));
      if (type === SamTypes.api && isGivenBody && merges) properties.__MANAGE_SWAGGER = true;
      continue;
    }
    properties.DefinitionBody = type === SamTypes.api ? emptySwagger() : emptyOpenApi();
    properties.__MANAGE_SWAGGER = true;
  }
}

/** Adds the APIs that events imply, and the paths of all events to the definitions that SAM writes. */
export function addImplicitApis(template: JsonMap, resources: JsonMap): void {
  addImplicit(restApi, template, resources);
  addImplicit(httpApi, template, resources);
}

function addImplicit(kind: ImplicitApi, template: JsonMap, resources: JsonMap): void {
  const existing = memberOf(resources, kind.id);
  setMember(resources, kind.id, kind.resource());
  const owners = new Map<string, Owners>();
  const problems: SamProblem[] = [];
  for (const [id, resource] of Object.entries(resources)) {
    if (!kind.owners.includes(printed(memberOf(resource, "Type")))) continue;
    try {
      addEvents(kind, resource, resources, owners);
    } catch (error) {
      if (!(error instanceof SamProblem) || error.kind !== "event") throw error;
      problems.push(resourceProblem(id, error.message));
    }
  }
  const implicit = memberOf(resources, kind.id);
  const implicitOwners = owners.get(kind.id);
  if (isMap(implicit) && implicitOwners !== undefined) {
    setAttributes(kind, implicit, implicitOwners, template);
  }
  for (const [id, own] of owners) setPathConditions(id, own, resources, template);
  const definition = memberOf(memberOf(implicit, "Properties"), "DefinitionBody");
  const hasNoPaths = isMap(definition) && Object.keys(pathsOf(definition)).length === 0;
  if (hasNoPaths) {
    if (existing === undefined) delete resources[kind.id];
    else setMember(resources, kind.id, existing);
  }
  if (problems.length > 0) throw new SamRefusal(problems);
}

function addEvents(
  kind: ImplicitApi,
  owner: Json,
  resources: JsonMap,
  owners: Map<string, Owners>,
): void {
  const events = memberOf(memberOf(owner, "Properties"), "Events");
  for (const [name, event] of Object.entries(isMap(events) ? events : {})) {
    if (!isMap(event) || memberOf(event, "Type") !== kind.event) continue;
    const properties = eventProperties(kind, name, event);
    if (properties === undefined) continue;
    if (!Object.hasOwn(properties, kind.apiProperty)) {
      properties[kind.apiProperty] = { Ref: kind.id };
    }
    const { path, method } = routeOf(kind, name, properties);
    const apiId = apiIdOf(kind, properties);
    if (isText(apiId)) noteOwner(owners, apiId, path, owner);
    addToDefinition(kind, name, resources, { path, method, apiId });
    if (kind === httpApi) addRouteSettings(properties, resources, { path, method, apiId }, owner);
  }
}

function eventProperties(kind: ImplicitApi, name: string, event: JsonMap): JsonMap | undefined {
  const given = memberOf(event, "Properties");
  if (kind === httpApi && !isGiven(given)) {
    const properties = {};
    event.Properties = properties;
    return properties;
  }
  if (!isGiven(given)) return undefined;
  if (!isMap(given)) throw eventProblem(name, "Properties should be a map.");
  return given;
}

function routeOf(kind: ImplicitApi, name: string, properties: JsonMap) {
  if (kind === httpApi) {
    const [path, method] = [memberOf(properties, "Path"), memberOf(properties, "Method")];
    if (!isGiven(path) && !isGiven(method)) {
      properties.Path = "$default";
      properties.Method = anyMethod;
    } else if (!isGiven(method)) {
      properties.Method = anyMethod;
    } else if (!isGiven(path)) {
      throw eventProblem(name, "Property 'Path' is required.");
    }
  }
  const textOf = (member: string): string => {
    const value = memberOf(properties, member);
    if (value === undefined || value === null || value === "") {
      throw eventProblem(name, `Property '${member}' is required.`);
    }
    if (!isText(value)) throw eventProblem(name, `Property '${member}' should be a string.`);
    return value;
  };
  return { path: textOf("Path"), method: textOf("Method") };
}

function apiIdOf(kind: ImplicitApi, properties: JsonMap): Maybe {
  const given = memberOf(properties, kind.apiProperty);
  return memberOf(given, "Ref") ?? given;
}

function noteOwner(owners: Map<string, Owners>, apiId: string, path: string, owner: Json): void {
  const own = owners.get(apiId) ?? {
    conditions: new Map<string, (string | null)[]>(),
    deletionPolicies: [],
    updateReplacePolicies: [],
  };
  owners.set(apiId, own);
  const condition = memberOf(owner, "Condition");
  own.conditions.set(path, [
    ...(own.conditions.get(path) ?? []),
    isText(condition) ? condition : null,
  ]);
  own.deletionPolicies.push(memberOf(owner, "DeletionPolicy"));
  own.updateReplacePolicies.push(memberOf(owner, "UpdateReplacePolicy"));
}

interface Route {
  readonly path: string;
  readonly method: string;
  readonly apiId: Maybe;
}

function addToDefinition(
  kind: ImplicitApi,
  name: string,
  resources: JsonMap,
  { path, method, apiId }: Route,
): void {
  if (isMap(apiId) || isList(apiId)) {
    throw eventProblem(name, `Property '${kind.apiProperty}' should be a string.`);
  }
  const api = isText(apiId) ? memberOf(resources, apiId) : undefined;
  if (!isMap(api)) {
    throw eventProblem(
      name,
      `${kind.apiProperty} must be a valid reference to an '${kind.type}' resource in same template.`,
    );
  }
  const apiProperties = memberOf(api, "Properties");
  const definition = memberOf(apiProperties, "DefinitionBody");
  if (!isMap(definition) || !kind.isDefinition(definition)) return;
  if (!isGiven(memberOf(apiProperties, "__MANAGE_SWAGGER"))) return;
  addPath(definition, path, method);
}

function addRouteSettings(
  properties: JsonMap,
  resources: JsonMap,
  { path, method, apiId }: Route,
  owner: Json,
): void {
  const given = memberOf(properties, "RouteSettings");
  const api = isText(apiId) ? memberOf(memberOf(resources, apiId), "Properties") : undefined;
  if (!isGiven(given) || !isMap(api)) return;
  const condition = memberOf(owner, "Condition");
  const settings = isGiven(condition) ? when(condition, given) : given;
  const own = memberOf(api, "RouteSettings");
  const all: JsonMap = isMap(own) ? own : {};
  const route = method === anyMethod ? path : `${method.toUpperCase()} ${path}`;
  const there = memberOf(all, route);
  setMember(all, route, { ...(isMap(there) ? there : {}), ...(isMap(settings) ? settings : {}) });
  api.RouteSettings = all;
}

/** An implicit API is there as long as one of its functions is. */
function setAttributes(kind: ImplicitApi, api: JsonMap, owners: Owners, template: JsonMap): void {
  const all = [...owners.conditions.values()].flat();
  const names = [...new Set(all.filter((name) => name !== null))];
  const [only] = names;
  if (only !== undefined && !all.includes(null)) {
    api.Condition = names.length === 1 ? only : `${kind.id}Condition`;
    addCondition(template, names, `${kind.id}Condition`);
  }
  const strongest = (given: readonly Maybe[], order: readonly string[]) =>
    order.find((each) => given.includes(each));
  const deletion = strongest(owners.deletionPolicies, ["Retain", "Delete"]);
  if (deletion !== undefined) api.DeletionPolicy = deletion;
  const replace = strongest(owners.updateReplacePolicies, ["Retain", "Snapshot", "Delete"]);
  if (replace !== undefined) api.UpdateReplacePolicy = replace;
}

function addCondition(template: JsonMap, names: readonly string[], name: string): void {
  const combined = combinedCondition(names, name);
  if (combined === undefined) return;
  const own = memberOf(template, "Conditions");
  template.Conditions = { ...(isMap(own) ? own : {}), ...combined };
}

function setPathConditions(
  id: string,
  owners: Owners,
  resources: JsonMap,
  template: JsonMap,
): void {
  const properties = memberOf(memberOf(resources, id), "Properties");
  const definition = memberOf(properties, "DefinitionBody");
  if (!isGiven(memberOf(properties, "__MANAGE_SWAGGER")) || !isMap(definition)) return;
  for (const path of Object.keys(pathsOf(definition))) {
    const conditions = owners.conditions.get(path) ?? [];
    const names = [...new Set(conditions.filter((name) => name !== null))];
    const [only] = names;
    if (only === undefined || conditions.includes(null)) continue;
    if (names.length === 1) {
      makeConditional(definition, path, only);
      continue;
    }
    const name = `${id}${pathName(path)}PathCondition`;
    addCondition(template, names, name);
    makeConditional(definition, path, name);
  }
}

/** A path as a part of a condition's name. */
const pathName = (path: string): string =>
  path.replaceAll("/", "SLASH").replaceAll("{", "OB").replaceAll("}", "CB");
