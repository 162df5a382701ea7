/** Names declared in order: each is its own number, and `names` leads from numbers to names. */
export type Declared<Name extends string = string> = {
  readonly names: readonly Name[];
  readonly of: Readonly<Record<Name, number>>;
};

/**
 * Declares the timers, ports, purposes, choices, metrics or inputs of a machine.
 *
 * After `const timers = declare("visibility")`, `timers.visibility` is 0. Inside a simulation only
 * the numbers are used; traces print the names.
 */
export function declare<const Name extends string>(
  ...names: readonly Name[]
): Declared<Name> & Readonly<Record<Name, number>> {
  const numbers = {} as Record<Name, number>; // Filled in the next line for each name.
  names.forEach((name, number) => (numbers[name] = number));
  return Object.freeze({ ...numbers, names, of: numbers });
}
