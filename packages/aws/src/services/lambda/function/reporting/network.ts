import { table } from "@orrery/kernel";
import { times } from "../../../../text/figures.ts";
import { reaches } from "../../environment-traits.ts";
import type { FunctionState } from "../state.ts";
import type { SeenFunction } from "./seen-function.ts";

/** Calls that went nowhere, and functions of which nobody says where they can call. */
export const networkWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap(({ name, settings: { vpc }, state }) => {
    if (vpc === null) return [];
    const { unreachable } = state as FunctionState; // Of its kind.
    const { network } = vpc;
    const said = [true, false].flatMap((isReached) => {
      const lost = table
        .list(unreachable)
        .filter(([service]) => (network !== null && reaches(network, service)) === isReached);
      const count = lost.reduce((sum, [, each]) => sum + each, 0);
      const services = lost.map(([service]) => service).join(", ");
      const why = isReached
        ? "the NAT gateway of its VPC had no port left for that"
        : "its VPC has neither a way to the internet nor an endpoint for that";
      return count === 0
        ? []
        : [
            `${name} called ${services} ${times(count)} in vain: ${why}, so that it waited until its timeout.`,
          ];
    });
    if (vpc.failure === null) return said;
    return [
      ...said,
      `${name} has no network interface in its VPC (${vpc.failure}): every invocation is refused.`,
    ];
  });

/** Functions in a VPC of which nobody says where they can call. */
export const unsaidNetworkWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap(({ name, settings: { vpc, behavior } }) => {
    const mayCall = behavior.type === "script" || behavior.calls.length > 0;
    if (vpc === null || vpc.network !== null || !mayCall) return [];
    return [
      `${name} is in a VPC, and nothing says whether that has a NAT gateway or VPC endpoints: all that it calls is taken to be reachable. Its network says otherwise.`,
    ];
  });

/** File systems that had no credits left. */
export const fileSystemWarnings = (functions: readonly SeenFunction[]): readonly string[] =>
  functions.flatMap(({ name, sum }) => {
    const slow = sum("FileAccessesWithoutCredits");
    if (slow === 0) return [];
    return [
      `The file system of ${name} had no burst credits left ${times(slow)}, and served at its baseline.`,
    ];
  });
