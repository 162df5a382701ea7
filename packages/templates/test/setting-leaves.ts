/** A part of a JSON Schema, as far as it is followed here. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
}

/** Parameters of a call that also has a short form: as those of every other call. */
const parametersOfCall = /\[\]\.(?:do\.)?[a-z0-9]+:[A-Z]\w+\.\*$/;

/** What updates say anew of resources, whose own section has the case. */
const saidAnew = /^actions\[\]\.do\.\w+\.\*\./;

/** All settings of a schema that take a value, by path; `*` is a name of the user's, `[]` an item of a list. */
export function settingLeaves(schema: SchemaNode): readonly string[] {
  const named = Object.entries(schema.$defs ?? {}).filter(([name]) => !name.startsWith("__"));
  return [
    ...new Set([
      ...leavesOf(schema, ""),
      // What several settings take is named once: distributions of durations, and of sizes.
      ...named.flatMap(([name, node]) => leavesOf(node, name)),
    ]),
  ].filter((path) => !parametersOfCall.test(path) && !saidAnew.test(path));
}

function leavesOf(node: SchemaNode, path: string): readonly string[] {
  const { $ref, anyOf = [], properties = {}, additionalProperties, items } = node;
  if ($ref !== undefined) return [path];
  const inner = [
    ...anyOf.flatMap((branch) => leavesOf(branch, path)),
    ...Object.entries(properties).flatMap(([name, member]) =>
      leavesOf(member, path === "" ? name : `${path}.${name}`),
    ),
    ...(typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0
      ? leavesOf(additionalProperties, `${path}.*`)
      : []),
    ...(items === undefined ? [] : leavesOf(items, `${path}[]`)),
  ];
  return inner.length === 0 ? [path] : inner;
}
