import { table, type ArchitectureChange, type Connection, type Draft } from "@orrery/kernel";
import type { Denial } from "../service/caller.ts";
import type { Authorization } from "./authorization.ts";
import type { Refused } from "../service/refusal.ts";
import type { ControlState, Join } from "./state.ts";

/** What there is to change, and the join with the verdict that holds now. */
export interface Verdict {
  readonly join: Join;
  /** As it is now. */
  readonly connection: Connection;
  /** What must be done before it can be made. */
  readonly changes: readonly ArchitectureChange[];
  readonly authorization: Authorization;
}

const prefix = "denied:";

/** What a component stands for that refuses whoever is not allowed: an action, an ARN and why; `null`: for nothing. */
export function deniedActionOf(component: string): string | null {
  if (!component.startsWith(prefix)) return null;
  const [, , action, arn, because] = JSON.parse(component.slice(prefix.length)) as string[]; // As denial wrote it.
  return `${action} at ${arn} ${because}`;
}

/**
 * Asks whether a connection is allowed. One that is not leads to what is expected and never made: whoever
 * sends hears the refusal, and a delivery costs nothing more either way.
 */
export function judged(
  given: Omit<Join, "isDenied" | "because">,
  authorize: (access: Denial) => Authorization,
): Verdict {
  const authorization = authorize(given.access);
  const { refusal, because } = authorization;
  const join = { ...given, isDenied: refusal !== null, because };
  if (refusal === null) {
    return { join, connection: given.connection, changes: [], authorization };
  }
  const change = denial(given.access, refusal, because);
  return {
    join,
    authorization,
    connection: { ...given.connection, target: change.name },
    changes: [change],
  };
}

const denial = ({ caller, action, arn }: Denial, refusal: Refused, because: string | null) =>
  ({
    do: "expect",
    name: `${prefix}${JSON.stringify([caller.principal, caller.source, action, arn, because])}`,
    kind: "aws.control",
    refusal,
  }) as const;

/** Remembers a join, in place of the one that began at the same place. */
export function keepJoin(control: Draft<ControlState>, join: Join): void {
  const key = keyOf(join);
  table.set(control.joins, key, join);
  const { arn, caller } = join.access;
  for (const end of [join.component, arn, ...(caller.role === undefined ? [] : [caller.role])]) {
    const keys = table.get(control.joinKeys, end) ?? [];
    if (!keys.includes(key)) table.set(control.joinKeys, end, [...keys, key]);
  }
}

/** The joins that begin at a component or lead to an ARN, those from `outside` included. */
export function joinsAt(
  control: ControlState,
  end: string,
  outside: readonly Join[],
): readonly Join[] {
  const keys = table.get(control.joinKeys, end) ?? [];
  const kept = keys.flatMap((key) => table.get(control.joins, key) ?? []);
  const known = new Set(keys);
  return [
    // One that was changed leads elsewhere by now.
    ...kept.filter(
      ({ component, access: { arn, caller } }) =>
        component === end || arn === end || caller.role === end,
    ),
    ...outside.filter((join) => join.access.arn === end && !known.has(keyOf(join))),
  ];
}

/** Forgets the joins that begin at a component, which goes. */
export function forgetJoins(control: Draft<ControlState>, component: string): void {
  for (const key of table.get(control.joinKeys, component) ?? []) {
    const join = table.get(control.joins, key);
    if (join?.component === component) table.remove(control.joins, key);
  }
  table.remove(control.joinKeys, component);
}

const keyOf = ({ component, connection: { port, to } }: Join): string =>
  `${component} ${port} ${to}`;
