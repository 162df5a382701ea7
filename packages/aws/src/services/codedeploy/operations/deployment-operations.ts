import { bytesOfBase64, type Tagged } from "@orrery/kernel";
import { objectOf, numberOf, textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import { deploymentKindName } from "../shifting/machine.ts";
import { codedeployLimits } from "../limits.ts";
import {
  lifecycleEvents,
  type DeploymentShown,
  type LifecycleEvent,
  type StopDeployment,
} from "../protocol.ts";
import { tooMany } from "./application-operations.ts";
import { createDeployment } from "./create-deployment.ts";
import { shownDeployment, shownTarget } from "./shown-deployment.ts";
import {
  deploymentIn,
  deploymentRecordOf,
  groupIn,
  isRefused,
  needed,
  respond,
  timestampAt,
} from "./records.ts";

const show = { type: "showDeployment" } as const;

/** Asks the deployment that a request names how far it is. */
function askOne(params: PlainObject, plane: ControlPlane): Step {
  const found = deploymentIn(params, plane);
  return isRefused(found) ? found : { type: "ask", resource: found.number, input: show };
}

/** Asks several; nobody is asked where there is none. */
const askAll = (found: readonly Resource[], none: PlainObject): Step =>
  found.length === 0
    ? respond(none)
    : { type: "askAll", asks: found.map(({ number }) => ({ resource: number, input: show })) };

const shownIn = (body: Tagged | undefined): DeploymentShown => body as DeploymentShown; // A deployment shows itself.

/** Operations on deployments. */
export const deploymentOperations: Operations = {
  CreateDeployment: createDeployment,
  GetDeployment: {
    begin: askOne,
    respond(body, params, plane) {
      const found = deploymentIn(params, plane);
      return isRefused(found)
        ? found
        : { deploymentInfo: shownDeployment(found, shownIn(body), plane) };
    },
  },
  BatchGetDeployments: {
    begin(params, plane) {
      const ids = textsOf(params["deploymentIds"]);
      return ids.length > codedeployLimits.batch
        ? tooMany
        : askAll(namedIn(params, plane), { deploymentsInfo: [] });
    },
    next: (bodies, params, plane) =>
      respond({
        deploymentsInfo: namedIn(params, plane).map((each, place) =>
          shownDeployment(each, shownIn(bodies[place]), plane),
        ),
      }),
  },
  ListDeployments: {
    begin(params, plane) {
      const found = listedIn(params, plane);
      return isRefused(found) ? found : askAll(found, { deployments: [] });
    },
    next: list,
  },
  StopDeployment: {
    begin(params, plane) {
      const found = deploymentIn(params, plane);
      if (isRefused(found)) return found;
      const said = params["autoRollbackEnabled"];
      const input: StopDeployment = {
        type: "stopDeployment",
        rollsBack: typeof said === "boolean" ? said : null,
      };
      return { type: "ask", resource: found.number, input };
    },
    respond: () => ({ status: "Succeeded", statusMessage: "No more events will be scheduled." }), // Assumed: the words.
  },
  ListDeploymentTargets: {
    begin: askOne,
    respond: (_body, params) => ({ targetIds: [targetIdOf(params)] }),
  },
  GetDeploymentTarget: {
    begin(params, plane) {
      const wrong = targetRefusal(params);
      return wrong ?? askOne(params, plane);
    },
    respond(body, params, plane) {
      const found = deploymentIn(params, plane);
      return isRefused(found)
        ? found
        : { deploymentTarget: shownTarget(found, shownIn(body), plane) };
    },
  },
  BatchGetDeploymentTargets: {
    begin: askOne,
    respond(body, params, plane) {
      const found = deploymentIn(params, plane);
      return isRefused(found)
        ? found
        : { deploymentTargets: [shownTarget(found, shownIn(body), plane)] };
    },
  },
  PutLifecycleEventHookExecutionStatus: { begin: answerHook, respond: hookAnswered },
};

/** A deployment to Lambda has one target, which bears its id. */
const targetIdOf = (params: PlainObject): string => textOf(params["deploymentId"]) ?? "";

function targetRefusal(params: PlainObject): Refused | null {
  const target = needed(params, "targetId", "DeploymentTargetIdRequiredException");
  if (typeof target !== "string") return target;
  return target === targetIdOf(params)
    ? null
    : refused("DeploymentTargetDoesNotExistException", `No deployment target found for ${target}`); // Assumed: the words.
}

const namedIn = (params: PlainObject, plane: ControlPlane): readonly Resource[] =>
  textsOf(params["deploymentIds"]).flatMap((id) => plane.find(deploymentKindName, id) ?? []);

/** The deployments that a list is about, the newest first. */
function listedIn(params: PlainObject, plane: ControlPlane): readonly Resource[] | Refused {
  const all = [...plane.list(deploymentKindName)].reverse();
  if (params["applicationName"] === undefined) return all;
  if (params["deploymentGroupName"] === undefined) {
    const application = textOf(params["applicationName"]);
    return all.filter((each) => deploymentRecordOf(each).application === application);
  }
  const group = groupIn(params, plane);
  if (isRefused(group)) return group;
  return all.filter((each) => {
    const { application, group: name } = deploymentRecordOf(each);
    return application === params["applicationName"] && name === params["deploymentGroupName"];
  });
}

function list(bodies: readonly Tagged[], params: PlainObject, plane: ControlPlane): Step {
  const found = listedIn(params, plane);
  if (isRefused(found)) return found;
  const statuses = textsOf(params["includeOnlyStatuses"]);
  const range = objectOf(params["createTimeRange"]);
  const [from, until] = [numberOf(range["start"]) ?? -Infinity, numberOf(range["end"]) ?? Infinity];
  const ids = found
    .filter((each, place) => {
      const createdAt = timestampAt(each.createdAt, plane);
      const isMeant = statuses.length === 0 || statuses.includes(shownIn(bodies[place]).status);
      return isMeant && createdAt >= from && createdAt <= until;
    })
    .map(({ name }) => name);
  const { items, next } = page(ids, params["nextToken"], codedeployLimits.page.max) ?? {
    items: [],
    next: null,
  };
  return respond({ deployments: items, ...(next === null ? {} : { nextToken: next }) });
}

/** The event of a deployment's life that a hook was invoked for. */
function eventIn(execution: string, deployment: string): LifecycleEvent | undefined {
  const bytes = bytesOfBase64(execution);
  const [id, event] = (bytes === null ? "" : (textOfUtf8(bytes) ?? "")).split("/");
  return id === deployment ? lifecycleEvents.find((each) => each === event) : undefined;
}

function answerHook(params: PlainObject, plane: ControlPlane): Step {
  const found = deploymentIn(params, plane);
  if (isRefused(found)) return found;
  const execution = textOf(params["lifecycleEventHookExecutionId"]) ?? "";
  const event = eventIn(execution, found.name);
  if (event === undefined) {
    return refused(
      "InvalidLifecycleEventHookExecutionIdException",
      `The lifecycle event hook execution ID is not valid: ${execution}`, // Assumed: the words.
    );
  }
  const status = textOf(params["status"]);
  if (status !== "Succeeded" && status !== "Failed") {
    return refused(
      "InvalidLifecycleEventHookExecutionStatusException",
      "The status of a lifecycle event hook must be Succeeded or Failed.", // Assumed: the words.
    );
  }
  const input = { type: "answerHook", event, hasSucceeded: status === "Succeeded" } as const;
  return { type: "ask", resource: found.number, input };
}

function hookAnswered(_body: Tagged, params: PlainObject): PlainObject {
  const lifecycleEventHookExecutionId = textOf(params["lifecycleEventHookExecutionId"]) ?? "";
  return { lifecycleEventHookExecutionId };
}
