// Copies of arrays that nobody writes on, of just the length that they need: those that grow keep room for more.

/** An array with another value at a place. */
export function replacedAt<Value>(
  values: readonly Value[],
  at: number,
  value: Value,
): readonly Value[] {
  const copy = values.slice();
  copy[at] = value;
  return copy;
}

/** An array with a value more, at a place. */
export function insertedAt<Value>(
  values: readonly Value[],
  at: number,
  value: Value,
): readonly Value[] {
  const { length } = values;
  if (length === 0) return [value];
  const copy = new Array<Value>(length + 1);
  for (let place = 0; place < at; place += 1) copy[place] = values[place]!;
  copy[at] = value;
  for (let place = at; place < length; place += 1) copy[place + 1] = values[place]!;
  return copy;
}

/** An array without the value at a place. */
export function removedAt<Value>(values: readonly Value[], at: number): readonly Value[] {
  const copy = values.slice();
  copy.splice(at, 1);
  return copy;
}
