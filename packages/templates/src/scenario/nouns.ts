import { allKinds, isStruck, withArticle, type ResourceKind } from "@orrery/aws";

/** Which resources a setting may name. */
export type Wanted = (kind: ResourceKind) => boolean;

/** Resources that something can be brought to. */
export const anyEntry: Wanted = ({ entry }) => entry !== undefined;

/** Resources that programs read as a queue. */
export const anySource: Wanted = ({ source }) => source?.type === "queue";

/** Resources that faults may be about. */
export const anyStruck: Wanted = isStruck;

/** Resources that a fault of their own may strike; `null`: it is about requests. */
export function faultOfItself(type: string): Wanted | null {
  if (type === "crash") return ({ strikes }) => strikes?.[type] !== undefined;
  if (type === "fail" || type === "slow")
    return ({ impairments }) => impairments?.[type] !== undefined;
  return null;
}

/** Resources that something can be brought to in two ways: worked on before the answer, or after it. */
export const inTwoWays: Wanted = ({ entry }) =>
  entry?.doors.request !== undefined && entry.doors.event !== undefined;

/** Resources of some kinds. */
export const ofKinds =
  (kinds: readonly ResourceKind[]): Wanted =>
  (each) =>
    kinds.includes(each);

/** `a queue or a function`: all kinds that fit. */
export function nounsOf(fits: Wanted): string {
  const nouns = [...allKinds.values()].filter(fits).map(({ noun }) => withArticle(noun));
  const last = nouns.at(-1) ?? "nothing";
  return nouns.length < 2 ? last : `${nouns.slice(0, -1).join(", ")} or ${last}`;
}
