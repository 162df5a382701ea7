import type { JsonMap } from "./json.ts";

/** So many conditions `Fn::Or` takes. */
const most = 10;

/**
 * Conditions by which one of `names` holds, the first called `name`; nothing where there are fewer than two. More
 * than `Fn::Or` takes are put together in groups, called `name` and a number.
 */
export function combinedCondition(names: readonly string[], name: string): JsonMap | undefined {
  if (names.length < 2) return undefined;
  const made: JsonMap = {};
  const open = [...names].sort();
  let number = 0;
  // Of those left, as many as fit go into a group, which stands at the end of the line.
  while (open.length > most) {
    number += 1;
    const group = `${name}${number}`;
    made[group] = either(open.splice(0, most));
    open.push(group);
  }
  made[name] = either(open);
  return made;
}

const either = (names: readonly string[]): JsonMap => ({
  "Fn::Or": names.map((Condition) => ({ Condition })),
});
