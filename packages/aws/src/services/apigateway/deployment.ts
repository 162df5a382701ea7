import { isObject, listOf, objectOf, spelled } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type {
  DeployedOperations,
  Deployment,
  TemplateOperation,
} from "../../service/template-type.ts";

/** Whether two operations have the same values under some names. */
const agree = (
  one: TemplateOperation,
  other: TemplateOperation,
  names: readonly string[],
): boolean => names.every((name) => one.params[name] === other.params[name]);

/** Takes away what one operation made, by the parameters that name it. */
const removedBy =
  (operation: string, names: Readonly<Record<string, string>>): Deployment["remove"] =>
  ({ operations: [made] }) =>
    made === undefined
      ? []
      : [
          {
            operation,
            params: Object.fromEntries(
              Object.entries(names).map(([name, from]) => [name, made.params[from] ?? ""]),
            ),
          },
        ];

/** What becomes of an API when its stack changes: its definition is put over the old one. */
export const apiDeployment: Deployment = {
  change({ operations: [before] }, [after, ...rest]) {
    if (before === undefined || after === undefined) return "replace";
    return JSON.stringify(before) === JSON.stringify(after) ? rest : "replace";
  },
  remove: removedBy("DeleteRestApi", { restApiId: "id" }),
};

export const resourceDeployment: Deployment = {
  remove: removedBy("DeleteResource", { restApiId: "restApiId", resourceId: "id" }),
};

const removeMethod = removedBy("DeleteMethod", {
  restApiId: "restApiId",
  resourceId: "resourceId",
  httpMethod: "httpMethod",
});

/** A method is put again: stages have what was deployed to them, whatever becomes of it. */
export const methodDeployment: Deployment = {
  change(before, after) {
    const [made] = before.operations;
    const [wanted] = after;
    if (made === undefined || wanted === undefined) return "replace";
    const names = ["restApiId", "resourceId", "httpMethod"];
    return agree(made, wanted, names) ? [...removeMethod(before), ...after] : "replace";
  },
  remove: removeMethod,
};

export const deploymentDeployment: Deployment = {
  remove: removedBy("DeleteDeployment", { restApiId: "restApiId", deploymentId: "id" }),
};

export const validatorDeployment: Deployment = {
  remove: removedBy("DeleteRequestValidator", {
    restApiId: "restApiId",
    requestValidatorId: "id",
  }),
};

export const modelDeployment: Deployment = {
  remove: removedBy("DeleteModel", { restApiId: "restApiId", modelName: "name" }),
};

export const authorizerDeployment: Deployment = {
  remove: removedBy("DeleteAuthorizer", { restApiId: "restApiId", authorizerId: "id" }),
};

export const gatewayResponseDeployment: Deployment = {
  change({ operations: [before] }, after) {
    const [wanted] = after;
    if (before === undefined || wanted === undefined) return "replace";
    return agree(before, wanted, ["restApiId", "responseType"]) ? after : "replace";
  },
  remove: removedBy("DeleteGatewayResponse", {
    restApiId: "restApiId",
    responseType: "responseType",
  }),
};

/** What becomes of a stage when its stack changes: it is patched, so that requests under way go on. */
export const stageDeployment: Deployment = {
  change({ operations }, after) {
    const [before] = operations;
    const [wanted] = after;
    if (before === undefined || wanted === undefined) return "replace";
    if (!agree(before, wanted, ["restApiId", "stageName"])) return "replace";
    const { restApiId = "", stageName = "" } = wanted.params;
    const patchOperations = patchesBetween(saidBy(operations), saidBy(after));
    if (patchOperations.length === 0) return [];
    return [{ operation: "UpdateStage", params: { restApiId, stageName, patchOperations } }];
  },
  remove: removedBy("DeleteStage", { restApiId: "restApiId", stageName: "stageName" }),
};

/** What a stage is made with, by the paths of patches. */
function saidBy(operations: DeployedOperations["operations"]): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { operation, params } of operations) {
    if (operation === "CreateStage") {
      for (const name of [
        "deploymentId",
        "cacheClusterEnabled",
        "cacheClusterSize",
        "tracingEnabled",
      ]) {
        if (params[name] !== undefined) said.set(`/${name}`, spelled(params[name]));
      }
      for (const [name, value] of Object.entries(objectOf(params["variables"]))) {
        said.set(`/variables/${name}`, spelled(value));
      }
    }
    // What an update says is over what came before.
    for (const patch of listOf(params["patchOperations"]).filter(isObject)) {
      if (patch["op"] === "remove") forget(said, spelled(patch["path"]));
      else said.set(spelled(patch["path"]), spelled(patch["value"]));
    }
  }
  return said;
}

function forget(said: Map<string, string>, path: string): void {
  for (const known of [...said.keys()]) {
    if (known === path || known.startsWith(`${path}/`)) said.delete(known);
  }
}

const canary = "/canarySettings";

/** The patches from one stage to another: what is gone first, a canary as a whole. */
function patchesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly PlainObject[] {
  const isCanary = (path: string) => path.startsWith(canary);
  const hasCanary = [...after.keys()].some(isCanary);
  const gone = [...before.keys()].filter(
    (path) => !after.has(path) && !(isCanary(path) && !hasCanary),
  );
  const ends = [...before.keys()].some(isCanary) && !hasCanary;
  return [
    ...(ends ? [{ op: "remove", path: canary }] : []),
    ...gone.map((path) => ({ op: "remove", path })),
    ...[...after].flatMap(([path, value]) =>
      before.get(path) === value ? [] : [{ op: "replace", path, value }],
    ),
  ];
}
