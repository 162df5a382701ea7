import type { Invariants } from "@orrery/kernel";
import { deliveryInvariants, type Deliveries } from "../../../delivery/deliveries.ts";
import type { DeploymentState } from "./state.ts";

/** What always holds of a deployment. */
export const deploymentInvariants: Invariants<DeploymentState> = {
  ...(deliveryInvariants as Invariants<Deliveries<never>>),

  "gives the new version a part of the traffic": ({ weight }) => weight >= 0 && weight <= 100,

  "shifts nothing before its first hook has succeeded": ({ weight, life }) =>
    weight === 0 || life[0]?.status === "Succeeded",

  "has succeeded with all of the traffic": ({ status, weight }) =>
    status !== "Succeeded" || weight === 100,

  "says why it has not succeeded": ({ status, failure }) =>
    (status === "Failed" || status === "Stopped") === (failure !== null),

  "has an end exactly when it is over": ({ status, endedAt }) =>
    (status === "Created" || status === "InProgress") === (endedAt === null),

  "is at one event of its life at a time": ({ life }) =>
    life.filter(({ status }) => status === "InProgress").length <= 1,
};
