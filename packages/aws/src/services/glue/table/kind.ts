import type { ResourceKind } from "../../../service/resource-kind.ts";
import { tableContents } from "../extras.ts";
import { tableCharges } from "../pricing.ts";
import { glueRules } from "../rules.ts";
import { tableInvariants } from "./invariants.ts";
import { gauges, tableMachine } from "./machine.ts";

/** A table, as everybody else sees it. */
export const tableKind: ResourceKind = {
  machine: tableMachine,
  invariants: tableInvariants,
  noun: "table of the catalog",
  rules: glueRules,
  metrics: gauges,
  extras: { TableContents: tableContents },
  stamps: ["UpdateTime"],
  charges: tableCharges,
};
