import type { Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";

/** A step of a path: a member, an element of a list, or `*` for all elements. */
type PathStep = string | number;

/** A path in an event, such as `$.detail.items[0].id`, in steps. `null`: it is none. */
export type InputPath = readonly { readonly step: PathStep; readonly isMember: boolean }[];

const step = /\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]|\[(\*)\]/y;

/** Reads a path; `null`: it is none. */
export function readInputPath(text: string): InputPath | null {
  if (!text.startsWith("$")) return null;
  const steps: { readonly step: PathStep; readonly isMember: boolean }[] = [];
  for (let place = 1; place < text.length; place = step.lastIndex) {
    step.lastIndex = place;
    const found = step.exec(text);
    if (found === null) return null;
    const [, dotted, single, double, index, all] = found;
    const member = dotted ?? single ?? double;
    if (member !== undefined) steps.push({ step: member, isMember: true });
    else steps.push({ step: all === "*" ? "*" : Number(index), isMember: false });
  }
  return steps;
}

/** What a path leads to; `undefined`: nothing. */
export function valueAt(path: InputPath, event: Plain, from = 0): Plain | undefined {
  let value: Plain | undefined = event;
  for (let place = from; place < path.length; place += 1) {
    const { step: next, isMember } = path[place]!;
    if (isMember) {
      value = isObject(value) && Object.hasOwn(value, next) ? value[next] : undefined;
    } else {
      if (!Array.isArray(value)) return undefined;
      const items = value as readonly Plain[];
      if (next === "*") {
        return items.flatMap((item) => {
          const found = valueAt(path, item, place + 1);
          return found === undefined ? [] : [found];
        });
      }
      value = items[next as number]; // No member, and not all.
    }
    if (value === undefined) return undefined;
  }
  return value;
}
