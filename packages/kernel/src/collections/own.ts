/**
 * A state, or a record of a slab, of an earlier epoch in a form that this epoch may write on: its
 * fields and the heads of its collections are copied; their chunks are shared until they are
 * written on. Other objects in it are values, which nobody writes on.
 */
export function ownFields<Fields>(fields: Fields): Fields {
  if (typeof fields !== "object" || fields === null) return fields;
  const copy = { ...fields } as Record<string, unknown>; // Any object is one, to be copied.
  for (const name in copy) {
    const value = copy[name];
    if (typeof value === "object" && value !== null) copy[name] = ownHead(value);
  }
  return copy as Fields; // The same fields with values of the same types.
}

function ownHead(value: object): unknown {
  if ("chunks" in value) return { ...value }; // A slab, a ring, or the index of a table.
  if ("entries" in value && "index" in value) return ownFields(value); // A table.
  return value;
}
