import type { Distribution } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { Behavior } from "../config.ts";
import { vpcLimits } from "../limits.ts";
import { functionKind, recordOf } from "../operations/function-record.ts";
import { beingDeleted, interfacesOfOthers } from "./interface-deletion.ts";
import { interfacesOf, type InterfaceFailure } from "./interfaces.ts";

/** What it takes to bring a function into its VPC. */
export interface InterfaceCreation {
  /** How long its new interfaces take; left out: it needs none. */
  readonly takes?: Distribution;
  /** Why it gets none; left out: it does. */
  readonly failure?: InterfaceFailure;
}

/** The network interfaces that a configuration needs and that no other function has; all are taken to be in one VPC. */
export function interfaceCreation(
  name: string,
  shown: PlainObject,
  { network }: Behavior,
  plane: ControlPlane,
): InterfaceCreation {
  const wanted = interfacesOf(shown);
  if (wanted.length === 0) return {};
  const there = new Set([...interfacesOfOthers(name, plane), ...beingDeleted(plane)]);
  const before = plane.find(functionKind, name);
  const own = before === undefined ? [] : interfacesOf(recordOf(before).shown);
  const added = new Set(wanted.filter((each) => !there.has(each) && !own.includes(each))).size;
  if (added === 0) return {};
  const takes = plane.latencies["lambda.vpc.interface"] ?? vpcLimits.creation;
  const free = network?.freeAddresses ?? null;
  if (free !== null && added > free) return { takes, failure: "SubnetOutOfIPAddresses" };
  const all = new Set([...there, ...wanted]).size;
  return all > plane.quota("lambda.vpcInterfaces")
    ? { takes, failure: "EniLimitExceeded" }
    : { takes };
}
