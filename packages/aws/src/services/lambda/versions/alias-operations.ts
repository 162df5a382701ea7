import type { Plain } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { objectOf, spelled } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type {
  ControlPlane,
  Operations,
  ResourceConnection,
  Step,
} from "../../../service/service-model.ts";
import { functionNotFound } from "../function/function-error.ts";
import { lambdaLimits } from "../limits.ts";
import { functionOf } from "../operations/function-location.ts";
import { recordOf } from "../operations/function-record.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import { refusalOf } from "../../../request/violation.ts";
import type { AliasSettings } from "./machine.ts";
import { followProvisioned, provisionedOf } from "../provisioned/provisioned-record.ts";
import { urlOf } from "../url/url-record.ts";
import { revisionMismatch } from "./version-operations.ts";
import {
  aliasesOf,
  aliasKindName,
  aliasRecordOf,
  isVersion,
  plainAlias,
  qualifiedName,
  qualifiedResource,
  type AliasRecord,
} from "./version-record.ts";

/** The operations of Lambda about aliases. */
export const aliasOperations: Operations = {
  CreateAlias: { begin: create },
  GetAlias: { begin: get },
  UpdateAlias: { begin: update },
  DeleteAlias: { begin: remove },
  ListAliases: { begin: list },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { resource: fn } = found;
  const alias = spelled(params["Name"]);
  const version = spelled(params["FunctionVersion"]);
  if (qualifiedResource(fn, version, plane) === undefined) {
    return functionNotFound(`${fn.arn}:${version}`);
  }
  const arn = `${fn.arn}:${alias}`;
  const name = qualifiedName(fn.name, alias);
  if (plane.find(aliasKindName, name) !== undefined) {
    return lambdaRefusal("ResourceConflictException", `Alias already exists: ${arn}`);
  }
  const additional = additionalIn(params, version, fn, plane);
  if (isRefused(additional)) return additional;
  const record: AliasRecord = {
    functionName: fn.name,
    alias,
    description: spelled(params["Description"] ?? ""),
    version,
    additional,
    revisionId: plane.uuid(),
  };
  plane.create(
    { kind: aliasKindName, name, arn, record: plainAlias(record) },
    () => aliasSettings(record, arn),
    () => routes(record, fn, plane),
  );
  return { type: "respond", response: aliasView(record, arn) };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const found = aliasOf(params, plane);
  if (isRefused(found)) return found;
  if (found.alias === null) return notThere(`Cannot find alias arn: ${found.arn}`);
  return { type: "respond", response: aliasView(aliasRecordOf(found.alias), found.arn) };
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const found = aliasOf(params, plane);
  if (isRefused(found)) return found;
  const { fn, alias, arn } = found;
  if (alias === null) return notThere(`Alias not found: ${arn}`);
  const before = aliasRecordOf(alias);
  const version = spelled(params["FunctionVersion"] ?? before.version);
  if (qualifiedResource(fn, version, plane) === undefined) {
    return functionNotFound(`${fn.arn}:${version}`);
  }
  const given = params["RoutingConfig"] !== undefined;
  const additional = given ? additionalIn(params, version, fn, plane) : before.additional;
  if (isRefused(additional)) return additional;
  const { RevisionId } = params;
  if (RevisionId !== undefined && RevisionId !== before.revisionId) return revisionMismatch;
  const record: AliasRecord = {
    ...before, // And what it has provisioned.
    description: spelled(params["Description"] ?? before.description),
    version,
    additional,
    revisionId: plane.uuid(),
  };
  plane.change(alias, {
    record: plainAlias(record),
    settings: aliasSettings(record, arn),
    connections: routes(record, fn, plane),
  });
  // What it has provisioned moves with it.
  if (provisionedOf(alias) !== null) followProvisioned(fn, plane);
  return { type: "respond", response: aliasView(record, arn) };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = aliasOf(params, plane);
  if (isRefused(found)) return found;
  const { alias, fn, arn } = found;
  // One that is not there is as good as deleted.
  if (alias === null) return { type: "respond", response: {} };
  const url = urlOf(alias, plane);
  if (url !== undefined) plane.delete(url, functionNotFound(arn));
  plane.delete(alias, functionNotFound(arn));
  if (provisionedOf(alias) !== null) followProvisioned(fn, plane);
  return { type: "respond", response: {} };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { Marker, MaxItems, FunctionVersion } = params;
  const all = aliasesOf(found.resource, plane).filter((each) => {
    const { version, additional } = aliasRecordOf(each);
    return [undefined, version, additional?.version ?? version].includes(
      FunctionVersion as string | undefined, // Checked as a text.
    );
  });
  const most = Math.min(typeof MaxItems === "number" ? MaxItems : Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const response: PlainObject = {
    Aliases: items.map((each): Plain => aliasView(aliasRecordOf(each), each.arn)),
    ...(next === null ? {} : { NextMarker: next }),
  };
  return { type: "respond", response };
}

/** The alias that a request names; `null` where its function has none of this name. */
function aliasOf(
  params: PlainObject,
  plane: ControlPlane,
): Checked<{ readonly fn: Resource; readonly alias: Resource | null; readonly arn: string }> {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { resource: fn } = found;
  const name = spelled(params["Name"]);
  const alias = plane.find(aliasKindName, qualifiedName(fn.name, name)) ?? null;
  return { fn, alias, arn: `${fn.arn}:${name}` };
}

const notThere = (message: string): Refused => lambdaRefusal("ResourceNotFoundException", message);

/** The version that a request gives a share besides that of the alias, checked; `null`: none. */
function additionalIn(
  params: PlainObject,
  version: string,
  fn: Resource,
  plane: ControlPlane,
): Checked<AliasRecord["additional"]> {
  const weights = Object.entries(
    objectOf(objectOf(params["RoutingConfig"])["AdditionalVersionWeights"]),
  );
  if (weights.length > 1) {
    return invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
  }
  const [first] = weights;
  if (first === undefined) return null;
  const [other, given] = first;
  const weight = Number(given);
  const value = `'{${other}=${spelled(given)}}'`;
  const place = "routingConfig.additionalVersionWeights";
  if (!(weight >= 0 && weight <= 1)) {
    const constraint =
      "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]";
    return refusalOf("ValidationException", [{ value, place, constraint }]);
  }
  if (other === version) {
    return invalid(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  if (version === "$LATEST") {
    return invalid("$LATEST is not supported for an alias pointing to more than 1 version");
  }
  if (!isVersion(other)) {
    const constraint =
      "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]";
    return refusalOf("ValidationException", [{ value, place, constraint }]);
  }
  const target = qualifiedResource(fn, other, plane);
  if (target === undefined) return functionNotFound(`${fn.arn}:${other}`);
  const differs = differenceOf(qualifiedResource(fn, version, plane)!, target);
  return differs ?? { version: other, weight };
}

/** Two versions behind one alias have one role, and one dead-letter queue or none. */
function differenceOf(one: Resource, other: Resource): Refused | null {
  const [first, second] = [recordOf(one).shown, recordOf(other).shown];
  const shown = (value: Plain | undefined) => JSON.stringify(value ?? null);
  if (shown(first["Role"]) !== shown(second["Role"])) {
    return invalid(
      "Function versions in the routing configuration must have the same execution role.",
    );
  }
  if (shown(first["DeadLetterConfig"]) !== shown(second["DeadLetterConfig"])) {
    return invalid(
      "Function versions in the routing configuration must have the same dead-letter queue configuration.",
    );
  }
  return null;
}

const aliasSettings = ({ alias, additional }: AliasRecord, arn: string): AliasSettings => ({
  name: alias,
  arn,
  additionalWeight: additional === null ? null : additional.weight,
});

/** Where an alias leads. */
function routes(
  { version, additional }: AliasRecord,
  fn: Resource,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const to = (place: number, qualifier: string): ResourceConnection => ({
    port: "versions",
    to: place,
    target: qualifiedResource(fn, qualifier, plane)!.number, // It was found before.
  });
  return [to(0, version), ...(additional === null ? [] : [to(1, additional.version)])];
}

function aliasView(record: AliasRecord, arn: string): PlainObject {
  const { alias, version, description, additional, revisionId } = record;
  return {
    AliasArn: arn,
    Name: alias,
    FunctionVersion: version,
    Description: description,
    ...(additional === null
      ? {}
      : {
          RoutingConfig: { AdditionalVersionWeights: { [additional.version]: additional.weight } },
        }),
    RevisionId: revisionId,
  };
}
