/**
 * Values that are not read yet, in the place of what a module exports. Bundled into the packages: whoever has
 * one asks nothing else of it than of the value.
 */
import { filledLater, listLater, once, recordLater } from "../../packages/aws/src/service/later.ts";

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
  /** A machine of this kind: the kernel asks for it with the first component of its kind. */
  | { readonly machine: string }
  | { readonly items: readonly Description[] }
  /** A function that makes objects: what is known of them. */
  | { readonly makes: Description }
  /** What another module exports; its place among those that are given. */
  | { readonly at: number; readonly as: Description }
  /** What is known is read itself; its place among what is given. */
  | { readonly apart: number };

/** The members of an object in their order, with what is known of some of them. */
export interface ObjectDescription {
  readonly names: readonly string[];
  /** Plain data, there at once. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly parts?: Readonly<Record<string, Description>>;
}

type Read = () => unknown;
/** Reads what a value has of other modules, by its place. */
type ReadOther = (place: number) => unknown;
type AnyFunction = (...given: unknown[]) => unknown;

const noOthers: ReadOther = () => undefined;

/**
 * What stands for a value until it is read. Where its description is a function, that is called when somebody
 * looks into the value.
 */
export function lateValue(
  description: Description | (() => ObjectDescription),
  read: Read,
  others = noOthers,
): unknown {
  if (typeof description === "function") {
    return filledLater({}, (made) => addLateMembers(made, description(), read, others));
  }
  switch (description) {
    case "function": {
      const asked = once(read as () => AnyFunction);
      return (...given: unknown[]) => asked()(...given);
    }
    case "list":
      return listLater(read as () => readonly unknown[]);
    case "record":
      return recordLater(read as () => object);
    case "value":
      return read();
  }
  if ("is" in description) return description.is;
  if ("names" in description) return addLateMembers({}, description, read, others);
  if ("machine" in description) return lateMachine(description.machine, read as () => LateMachine);
  if ("apart" in description) {
    return lateValue(others(description.apart) as Description, read, others);
  }
  if ("makes" in description) return maker(description.makes, read as () => AnyFunction, others);
  if ("at" in description) return lateValue(description.as, () => others(description.at), others);
  return description.items.map((item, place) =>
    lateValue(item, () => (read() as readonly unknown[])[place], others),
  );
}

function addLateMembers(
  made: Record<string, unknown>,
  { names, data = {}, parts = {} }: ObjectDescription,
  read: Read,
  others: ReadOther,
): object {
  for (const name of names) {
    if (Object.hasOwn(data, name)) {
      made[name] = data[name];
      continue;
    }
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get() {
        const part = Object.hasOwn(parts, name) ? parts[name]! : "value";
        const value = lateValue(part, () => Reflect.get(read() as object, name) as unknown, others);
        // From now on it is a member as any other.
        Object.defineProperty(made, name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
        return value;
      },
    });
  }
  return made;
}

interface LateMachine {
  readonly kind: string;
  readonly load?: () => LateMachine;
}

/** Whoever asks such a machine for more than its kind asks the machine itself. */
function lateMachine(kind: string, read: () => LateMachine): LateMachine {
  // Where a part leads to another, its machine is late as well.
  const load = (): LateMachine => {
    const machine = read();
    return machine.load?.() ?? machine;
  };
  return new Proxy(
    { kind, load },
    {
      get: (known, name) =>
        Reflect.get(Object.hasOwn(known, name) ? known : load(), name) as unknown,
      has: (known, name) => Reflect.has(known, name) || Reflect.has(load(), name),
    },
  );
}

/** What each call makes is made when it is asked for something that is not known before. */
const maker =
  (description: Description, read: () => AnyFunction, others: ReadOther): AnyFunction =>
  (...given) => {
    let made: { readonly value: unknown } | null = null;
    return lateValue(description, () => (made ??= { value: read()(...given) }).value, others);
  };
