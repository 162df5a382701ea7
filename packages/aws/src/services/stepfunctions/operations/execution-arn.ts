import { nameInArn } from "../../../service/arn.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  againstPrefix,
  invalidArn,
  keptOf,
  stateMachineKindName,
  type Checked,
} from "./records.ts";

/** An execution by its ARN. */
export interface ExecutionLocated {
  readonly stateMachine: Resource;
  readonly name: string;
}

/** What those hear who name an execution that is not there. */
export const noExecution = (arn: string): Refused =>
  refused("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);

/** The execution of an ARN, as far as that tells: whether it is there, its state machine knows. */
export function executionAt(arn: string, plane: ControlPlane): Checked<ExecutionLocated> {
  const wrong = againstPrefix(arn);
  if (wrong !== null) return wrong;
  const type = arn.split(":")[5];
  const rest = nameInArn(arn, "states", "execution:") ?? nameInArn(arn, "states", "express:");
  if (rest === undefined || type === undefined) {
    return invalidArn(`Resource type not valid in this context: ${type ?? ""}`);
  }
  const [owner = "", name = ""] = rest.split(":");
  // A child of a Map Run has the label of its Map state behind its state machine's name.
  const [stateMachineName = ""] = owner.split("/");
  const stateMachine = plane.find(stateMachineKindName, stateMachineName);
  if (stateMachine === undefined || name === "") return noExecution(arn);
  if (type === "express" && keptOf(stateMachine).type === "STANDARD" && !owner.includes("/")) {
    return noExecution(arn);
  }
  return { stateMachine, name };
}

/** The state machine of a Map Run's ARN. */
export function mapRunOwner(arn: string, plane: ControlPlane): Checked<Resource> {
  const wrong = againstPrefix(arn);
  if (wrong !== null) return wrong;
  const rest = nameInArn(arn, "states", "mapRun:");
  if (rest === undefined)
    return invalidArn(`Resource type not valid in this context: ${arn.split(":")[5] ?? ""}`);
  const stateMachine = plane.find(stateMachineKindName, rest.split("/")[0]!);
  return stateMachine ?? noMapRun(arn);
}

/** What those hear who name a Map Run that is not there. */
const noMapRun = (arn: string): Refused =>
  refused("ResourceNotFound", `Map Run does not exist: '${arn}'`); // Assumed: the words.
