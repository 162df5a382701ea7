import type { StackEnvironment } from "./environment.ts";
import type { TemplateNode } from "./node.ts";
import type { ResolvedResource } from "./resolved.ts";
import { arnOf, refOf } from "./resource-forms.ts";
import { madeType } from "./resource-types.ts";
import type { Work } from "./work.ts";

/** Whether others bring work to the resource. */
const isEntry = ({ type }: ResolvedResource): boolean => madeType(type)?.isEntry === true;

/**
 * The resources, by logical id, that one which is not modeled brings work to: by itself, or else as a part of
 * another, as the stage of an API is.
 */
export function workTargetsOf(
  resource: ResolvedResource,
  resources: readonly ResolvedResource[],
  environment: StackEnvironment,
  work: Work,
): readonly string[] {
  const own = ownTargetsOf(resource, resources, environment, work);
  if (own.length > 0) return own;
  const wholes = resources.filter(
    ({ logicalId, type }) =>
      resource.references.includes(logicalId) && serviceOf(type) === serviceOf(resource.type),
  );
  const targets = wholes.flatMap((whole) => ownTargetsOf(whole, resources, environment, work));
  return [...new Set(targets)];
}

function ownTargetsOf(
  resource: ResolvedResource,
  resources: readonly ResolvedResource[],
  environment: StackEnvironment,
  work: Work,
): readonly string[] {
  const { logicalId, type } = resource;
  // The methods and routes of an API name both it and what is behind it.
  const parts = resources.filter(
    (other) => other.references.includes(logicalId) && serviceOf(other.type) === serviceOf(type),
  );
  const texts = [resource, ...parts.filter((part) => !isEntry(part))].flatMap(({ properties }) => [
    ...textsIn(properties),
  ]);
  work.spend(texts.length, resource.place);
  const targets = resources.filter((other) => {
    if (!isEntry(other)) return false;
    const arn = arnOf(environment, other.type, other.physicalName);
    const names = [other.physicalName, refOf(environment, other.type, other.physicalName)];
    work.spend(texts.length, resource.place);
    // The path of an AWS integration of an API ends in the name of what it puts into.
    const isNamed = (text: string) =>
      names.includes(text) || text.endsWith(`/${other.physicalName}`) || containsArn(text, arn);
    return texts.some(isNamed);
  });
  return targets.map((target) => target.logicalId);
}

/** Keys under which a resource names what it reads, gives up to or permits, not what it works for. */
const otherKeys =
  /^(Source|SourceArn|.*Role.*|.*Polic.*|.*DeadLetter.*|Redrive.*|.*Log.*|Tags|Environment)$/;

function* textsIn(node: TemplateNode): Generator<string> {
  if (node.kind === "scalar") yield node.text;
  else if (node.kind === "list") for (const item of node.items) yield* textsIn(item);
  else {
    for (const [name, { value }] of node.entries) {
      if (!otherKeys.test(name)) yield* textsIn(value);
    }
  }
}

/** Whether `text` holds the ARN, and not only the beginning of a longer one. */
function containsArn(text: string, arn: string): boolean {
  const from = text.indexOf(arn);
  return from >= 0 && !/[\w.-]/.test(text.charAt(from + arn.length));
}

const serviceOf = (type: string): string => type.split("::").slice(0, 2).join("::");
