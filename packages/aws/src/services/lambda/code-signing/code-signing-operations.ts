import type { Plain } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { isObject, listOf, spelled } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { lambdaLimits } from "../limits.ts";
import { accountOf } from "../operations/account-resource.ts";
import { functionOf } from "../operations/function-location.ts";
import { functionKind, plain, recordOf } from "../operations/function-record.ts";
import { modifiedAt } from "../operations/modified-at.ts";
import { isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";

/** The operations of Lambda about whose signature code must bear. Signatures themselves are not looked at. */
export const codeSigningOperations: Operations = {
  CreateCodeSigningConfig: { begin: create },
  GetCodeSigningConfig: { begin: get },
  UpdateCodeSigningConfig: { begin: update },
  DeleteCodeSigningConfig: { begin: remove },
  ListCodeSigningConfigs: { begin: list },
  PutFunctionCodeSigningConfig: { begin: put },
  GetFunctionCodeSigningConfig: { begin: getOfFunction },
  DeleteFunctionCodeSigningConfig: { begin: removeFromFunction },
  ListFunctionsByCodeSigningConfig: { begin: listFunctions },
};

/** The configurations of an account, in order of their making. */
const configsOf = (plane: ControlPlane): readonly PlainObject[] =>
  listOf(accountOf(plane).record["codeSigningConfigs"]).filter(isObject);

function keep(configs: readonly PlainObject[], plane: ControlPlane): void {
  const account = accountOf(plane);
  plane.change(account, { record: { ...account.record, codeSigningConfigs: configs } });
}

function create(params: PlainObject, plane: ControlPlane): Step {
  const { partition, region, accountId } = plane;
  const id = `csc-${plane.uuid().replaceAll("-", "").slice(0, 17)}`;
  const { Description, AllowedPublishers, CodeSigningPolicies } = params;
  const config: PlainObject = {
    CodeSigningConfigId: id,
    CodeSigningConfigArn: `arn:${partition}:lambda:${region}:${accountId}:code-signing-config:${id}`,
    ...(Description === undefined ? {} : { Description }),
    AllowedPublishers: AllowedPublishers!, // Required.
    CodeSigningPolicies: CodeSigningPolicies ?? { UntrustedArtifactOnDeployment: "Warn" },
    LastModified: modifiedAt(plane),
  };
  keep([...configsOf(plane), config], plane);
  return { type: "respond", response: { CodeSigningConfig: config } };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const config = configIn(params, plane);
  if (isRefused(config)) return config;
  return { type: "respond", response: { CodeSigningConfig: config } };
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const before = configIn(params, plane);
  if (isRefused(before)) return before;
  const { CodeSigningConfigArn: _, ...said } = params;
  const config = { ...before, ...said, LastModified: modifiedAt(plane) };
  keep(
    configsOf(plane).map((each) => (each === before ? config : each)),
    plane,
  );
  return { type: "respond", response: { CodeSigningConfig: config } };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const config = configIn(params, plane);
  if (isRefused(config)) return config;
  if (functionsWith(config, plane).length > 0) {
    return lambdaRefusal(
      "ResourceConflictException",
      `The code signing configuration ${spelled(config["CodeSigningConfigArn"])} is in use.`,
    );
  }
  keep(
    configsOf(plane).filter((each) => each !== config),
    plane,
  );
  return { type: "respond", response: {} };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  return { type: "respond", response: paged("CodeSigningConfigs", configsOf(plane), params) };
}

function put(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const config = configIn(params, plane);
  if (isRefused(config)) return config;
  const codeSigningConfigArn = spelled(config["CodeSigningConfigArn"]);
  plane.change(found.resource, {
    record: plain({ ...recordOf(found.resource), codeSigningConfigArn }),
  });
  const { name } = found;
  return {
    type: "respond",
    response: { CodeSigningConfigArn: codeSigningConfigArn, FunctionName: name },
  };
}

function getOfFunction(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { codeSigningConfigArn: CodeSigningConfigArn } = recordOf(found.resource);
  const response: PlainObject = {
    ...(CodeSigningConfigArn === undefined ? {} : { CodeSigningConfigArn }),
    FunctionName: found.name,
  };
  return { type: "respond", response };
}

function removeFromFunction(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const { codeSigningConfigArn: _, ...rest } = recordOf(found.resource);
  plane.change(found.resource, { record: plain(rest) });
  return { type: "respond", response: {} };
}

function listFunctions(params: PlainObject, plane: ControlPlane): Step {
  const config = configIn(params, plane);
  if (isRefused(config)) return config;
  return {
    type: "respond",
    response: paged("FunctionArns", functionsWith(config, plane), params),
  };
}

const functionsWith = (
  { CodeSigningConfigArn }: PlainObject,
  plane: ControlPlane,
): readonly string[] =>
  plane
    .list(functionKind)
    .filter((each) => recordOf(each).codeSigningConfigArn === CodeSigningConfigArn)
    .map(({ arn }) => arn);

function paged(
  member: string,
  all: readonly Plain[],
  { Marker, MaxItems }: PlainObject,
): PlainObject {
  const most = Math.min(typeof MaxItems === "number" ? MaxItems : Infinity, lambdaLimits.listPage);
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  return { [member]: items, ...(next === null ? {} : { NextMarker: next }) };
}

/** The configuration that a request names. */
function configIn(params: PlainObject, plane: ControlPlane): Checked<PlainObject> {
  const arn = params["CodeSigningConfigArn"];
  const config = configsOf(plane).find((each) => each["CodeSigningConfigArn"] === arn);
  return config ?? codeSigningNotFound(spelled(arn));
}

/** Why a function is not made with a configuration that is not there; `null`: it is. */
export function checkCodeSigning(arn: Plain, plane: ControlPlane): Refused | null {
  const isThere = configsOf(plane).some((each) => each["CodeSigningConfigArn"] === arn);
  return isThere ? null : codeSigningNotFound(spelled(arn));
}

const codeSigningNotFound = (arn: string): Refused =>
  lambdaRefusal(
    "CodeSigningConfigNotFoundException",
    `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
  );
