import { metricsOf } from "../../../service/metric.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountMachine } from "./machine.ts";

/** The quota of published messages of an account. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  noun: "account's quota of published messages",
  rules: [],
  metrics: metricsOf("count", "PublishesTaken", "PublishesThrottled"),
};
