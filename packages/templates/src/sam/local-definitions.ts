import { ConfigError } from "@orrery/kernel";
import { readMapping } from "../template/document.ts";
import type { NamedFile, OpenFile } from "../template/includes.ts";
import {
  childOf,
  scalar,
  textOf,
  type MapEntry,
  type MapNode,
  type TemplateNode,
} from "../template/node.ts";

/** By type: the property that may name a file of a workflow's definition, and the one that has it in the template. */
const places: Readonly<
  Record<string, { readonly file: string; readonly own: string; readonly isText: boolean }>
> = {
  "AWS::Serverless::StateMachine": { file: "DefinitionUri", own: "Definition", isText: false },
  "AWS::StepFunctions::StateMachine": {
    file: "DefinitionS3Location",
    own: "DefinitionString",
    isText: true,
  },
};

/**
 * The template with the definitions of workflows that it names as local files, as `sam package` and `aws
 * cloudformation package` take them along. Without a way to open files they stay where they are, and so do those of
 * files that cannot be read.
 */
export function withLocalDefinitions(
  root: MapNode,
  open: OpenFile | undefined,
  warn: (text: string) => void,
): MapNode {
  const resources = childOf(root, "Resources");
  if (open === undefined || resources?.kind !== "map") return root;
  const entries = new Map<string, MapEntry>();
  let isOther = false;
  for (const [id, entry] of resources.entries) {
    const made = withDefinition(id, entry.value, open, warn);
    isOther ||= made !== entry.value;
    entries.set(id, { ...entry, value: made });
  }
  if (!isOther) return root;
  const value: TemplateNode = { ...resources, entries };
  const before = root.entries.get("Resources")!; // It is there.
  return { ...root, entries: new Map([...root.entries, ["Resources", { ...before, value }]]) };
}

function withDefinition(
  id: string,
  resource: TemplateNode,
  open: OpenFile,
  warn: (text: string) => void,
): TemplateNode {
  const place = places[textOf(childOf(resource, "Type")) ?? ""];
  const properties = childOf(resource, "Properties");
  if (place === undefined || resource.kind !== "map" || properties?.kind !== "map") return resource;
  const named = childOf(properties, place.file);
  const path = named?.kind === "scalar" ? textOf(named) : undefined;
  if (named === undefined || path === undefined || /^(?:s3|https?):/i.test(path)) return resource;
  const file = opened(open, path);
  if (file === null) {
    warn(`${id}: its definition, ${path}, cannot be read.`);
    return resource;
  }
  const definition = place.isText
    ? scalar(file.text, named.place)
    : readMapping(file.text, file.path, "the definition of a workflow").root;
  const entries = new Map(properties.entries);
  entries.delete(place.file);
  entries.set(place.own, { place: named.place, value: definition });
  const before = resource.entries.get("Properties")!; // They are there.
  const value: TemplateNode = { ...properties, entries };
  return {
    ...resource,
    entries: new Map([...resource.entries, ["Properties", { ...before, value }]]),
  };
}

function opened(open: OpenFile, path: string): NamedFile | null {
  try {
    return open(path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return null;
  }
}
