/**
 * Values that are not read yet, in the place of what a module exports. Bundled into the packages: whoever has
 * one asks nothing else of it than of the value.
 */

import { listLater, recordLater } from "../../packages/aws/src/service/later.ts";

/** What is known of a value before it is read. */
export type Description =
  | "function"
  /** It is read as soon as somebody asks for it. */
  | "value"
  /** A list or an object of which nothing is known. */
  | "list"
  | "record"
  | { readonly is: unknown }
  | ObjectDescription
  | { readonly items: readonly Description[] }
  /** A function that makes objects: what is known of them. */
  | { readonly makes: Description };

/** The members of an object in their order, with what is known of some of them. */
export interface ObjectDescription {
  readonly names: readonly string[];
  /** Plain data, there at once. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly parts?: Readonly<Record<string, Description>>;
  /** A machine of a kind: the kernel asks for it with the first component of its kind. */
  readonly isMachine?: true;
}

type Read = () => unknown;
type AnyFunction = (...given: unknown[]) => unknown;

/** What stands for a value until it is read. */
export function lateValue(description: Description, read: Read): unknown {
  if (description === "function") return (...given: unknown[]) => (read as () => AnyFunction)()(...given);
  if (description === "list") return listLater(read as () => readonly unknown[]);
  if (description === "record") return recordLater(read as () => object);
  if (description === "value") return read();
  if ("is" in description) return description.is;
  if ("makes" in description) return maker(description.makes, read as () => AnyFunction);
  if ("names" in description) return lateObject(description, read);
  return description.items.map((item, place) =>
    lateValue(item, () => (read() as readonly unknown[])[place]),
  );
}

function lateObject({ names, data = {}, parts = {}, isMachine }: ObjectDescription, read: Read) {
  // Where a part leads to another, its machine is late as well.
  const load = (): unknown => {
    const value = read() as { readonly load?: Read };
    return isMachine === true && value.load !== undefined ? value.load() : value;
  };
  const made = {};
  for (const name of names) {
    if (Object.hasOwn(data, name)) {
      put(made, name, data[name]);
      continue;
    }
    const description = Object.hasOwn(parts, name) ? parts[name]! : "value";
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = lateValue(description, () => Reflect.get(load() as object, name));
        put(made, name, value);
        return value;
      },
    });
  }
  return isMachine === true ? Object.assign(made, { load }) : made;
}

/** What each call makes is made when it is asked for something that is not known before. */
const maker =
  (description: Description, read: () => AnyFunction): AnyFunction =>
  (...given) => {
    let made: { readonly value: unknown } | null = null;
    return lateValue(description, () => (made ??= { value: read()(...given) }).value);
  };

function put(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
