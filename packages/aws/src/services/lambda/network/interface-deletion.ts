import { after } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { vpcLimits } from "../limits.ts";
import { accountOf } from "../operations/account-resource.ts";
import { functionKind, recordOf, type FunctionRecord } from "../operations/function-record.ts";
import { interfacesOf } from "./interfaces.ts";
import { leavingIn } from "./leaving-interfaces.ts";

/** The interfaces that all functions but one have; one that is failed for want of them has none. */
export const interfacesOfOthers = (name: string, plane: ControlPlane): readonly string[] =>
  plane
    .list(functionKind)
    .filter((each) => each.name !== name)
    .map(recordOf)
    .flatMap(({ shown, interfaceFailure }) =>
      interfaceFailure === undefined ? interfacesOf(shown) : [],
    );

/** The interfaces that no function has any more and that are not deleted yet: they count, and who needs one has it. */
export function beingDeleted(plane: ControlPlane): readonly string[] {
  const leaving = Object.entries(leavingIn(accountOf(plane).record));
  return leaving.flatMap(([each, until]) => (plane.now < until ? [each] : []));
}

/** Lets the interfaces go that a function had, has no more, and was the last to have. */
export function releaseInterfaces(
  name: string,
  { shown, interfaceFailure }: FunctionRecord,
  kept: PlainObject,
  plane: ControlPlane,
): void {
  if (interfaceFailure !== undefined) return;
  const had = interfacesOf(shown);
  if (had.length === 0) return;
  const needed = new Set([...interfacesOf(kept), ...interfacesOfOthers(name, plane)]);
  const until = after(plane.now, vpcLimits.deletion);
  const released = had.filter((each) => !needed.has(each)).map((each) => [each, until] as const);
  if (released.length === 0) return;
  const account = accountOf(plane);
  const before = Object.entries(leavingIn(account.record)).filter(([, end]) => plane.now < end);
  const leaving = Object.fromEntries([...before, ...released]);
  plane.change(account, { record: { ...account.record, leaving } });
}
