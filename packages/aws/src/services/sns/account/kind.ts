import { metricsOf } from "../../../service/metric.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountMachine } from "./machine.ts";
import { accountInvariants } from "./invariants.ts";

/** The quota of published messages of an account. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "account's quota of published messages",
  rules: [],
  metrics: metricsOf("count", "PublishesTaken", "PublishesThrottled"),
};
