import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { concurrencyOf, releaseReservation, reservationOf, reserve } from "./account-resource.ts";
import { functionOf, functionsOnly, type LocatedFunction } from "./function-location.ts";
import { functionKind, recordOf } from "./function-record.ts";
import { layerBytes } from "../layers/layer-record.ts";
import { lambdaLimits } from "../limits.ts";
import { isRefused, type Checked } from "./refusals.ts";

/** The operations of Lambda about the concurrency of functions and of the account. */
export const concurrencyOperations: Operations = {
  PutFunctionConcurrency: { begin: put },
  GetFunctionConcurrency: { begin: get },
  DeleteFunctionConcurrency: { begin: remove },
  GetAccountSettings: { begin: getAccountSettings },
};

function put(params: PlainObject, plane: ControlPlane): Step {
  const found = unqualified(params, plane);
  if (isRefused(found)) return found;
  const wanted = Number(params["ReservedConcurrentExecutions"]);
  const refusal = reserve(found.resource, wanted, plane);
  if (refusal !== null) return refusal;
  return { type: "respond", response: { ReservedConcurrentExecutions: wanted } };
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const found = functionOf(params, plane);
  if (isRefused(found)) return found;
  const reserved = reservationOf(found.resource);
  const response = reserved === null ? {} : { ReservedConcurrentExecutions: reserved };
  return { type: "respond", response };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = unqualified(params, plane);
  if (isRefused(found)) return found;
  if (reservationOf(found.resource) !== null) releaseReservation(found.resource, plane);
  return { type: "respond", response: {} };
}

function unqualified(params: PlainObject, plane: ControlPlane): Checked<LocatedFunction> {
  const found = functionOf(params, plane);
  return isRefused(found) || found.qualifier === null ? found : functionsOnly;
}

function getAccountSettings(_params: PlainObject, plane: ControlPlane): Step {
  const { total, reserved } = concurrencyOf(plane);
  const functions = plane.list(functionKind).map(recordOf);
  const used = functions.reduce(
    (sum, { shown }) => sum + Number(shown["CodeSize"]),
    layerBytes(plane).zipped,
  );
  const response: PlainObject = {
    AccountLimit: {
      TotalCodeSize: lambdaLimits.totalCodeSize,
      CodeSizeUnzipped: lambdaLimits.codeSizeUnzipped,
      CodeSizeZipped: lambdaLimits.codeSizeZipped,
      ConcurrentExecutions: total,
      UnreservedConcurrentExecutions: total - reserved,
    },
    AccountUsage: { TotalCodeSize: used, FunctionCount: functions.length },
  };
  return { type: "respond", response };
}
