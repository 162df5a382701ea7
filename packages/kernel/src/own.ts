/**
 * What `record` itself has under a name that a user gave. Every object inherits members such as
 * `constructor`, and nobody who names a queue so means those.
 */
export const own = <Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined => (Object.hasOwn(record, name) ? record[name] : undefined);
