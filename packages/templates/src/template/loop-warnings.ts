import { childOf, textOf, type TemplateNode } from "./node.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolve.ts";
import { arnOf, refOf } from "./return-values.ts";
import { isFunction } from "./work-targets.ts";

/** A queue that a function reads, by logical ids. */
export interface Reading {
  readonly queue: string;
  readonly fn: string;
}

/**
 * Warns of functions whose output may come back to them through a queue that they read: they may send
 * to it by what the template permits, by a destination, or by a variable that names it.
 */
export function loopWarnings(
  template: ResolvedTemplate,
  readings: readonly Reading[],
): readonly string[] {
  if (readings.length === 0) return [];
  const outputs = outputsOf(template);
  const readersOf = (queue: string) =>
    readings.filter((reading) => reading.queue === queue).map(({ fn }) => fn);
  const warnings = readings.flatMap(({ queue, fn }) => {
    const resource = template.resources.find(({ logicalId }) => logicalId === fn);
    if (textOf(childOf(resource?.properties, "RecursiveLoop")) === "Allow") return [];
    const path = pathBack(fn, queue, outputs, readersOf);
    if (path === undefined) return [];
    const others = path.length === 0 ? "" : ` through ${path.join(", ")}`;
    return [
      `${fn}: may send to ${queue}, which it reads${others}: a loop. Lambda stops a function that runs more than 16 times in one chain of requests.`,
    ];
  });
  return [...new Set(warnings)];
}

/** The functions between `fn` and the queue, where there is a way; the shortest. */
function pathBack(
  fn: string,
  queue: string,
  outputs: ReadonlyMap<string, readonly string[]>,
  readersOf: (queue: string) => readonly string[],
): readonly string[] | undefined {
  const seen = new Set([fn]);
  let ways: { readonly at: string; readonly path: readonly string[] }[] = [{ at: fn, path: [] }];
  while (ways.length > 0) {
    const next: typeof ways = [];
    for (const { at, path } of ways) {
      const sentTo = outputs.get(at) ?? [];
      if (sentTo.includes(queue)) return path;
      for (const reader of sentTo.flatMap(readersOf)) {
        if (seen.has(reader)) continue;
        seen.add(reader);
        next.push({ at: reader, path: [...path, reader] });
      }
    }
    ways = next;
  }
  return undefined;
}

/** The queues that each function may send to, by logical ids. */
function outputsOf({ resources, environment }: ResolvedTemplate): Map<string, readonly string[]> {
  const queues = resources
    .filter(({ type }) => type === "AWS::SQS::Queue")
    .map(({ logicalId, type, physicalName }) => {
      const arn = arnOf(environment, type, physicalName);
      return { logicalId, names: [physicalName, refOf(environment, type, physicalName), arn] };
    });
  const roles = new Map(
    resources
      .filter(({ type }) => type === "AWS::IAM::Role")
      .map((role) => [arnOf(environment, role.type, role.physicalName), role]),
  );
  const policies = resources.filter(
    ({ type }) => type === "AWS::IAM::Policy" || type === "AWS::IAM::ManagedPolicy",
  );
  return new Map(
    resources.filter(isFunction).map((fn) => {
      const grants = grantsOf(fn, roles, policies);
      const sentTo = queues.filter(({ names }) => {
        const isNamed = (text: string): boolean => names.includes(text);
        if (textsIn(destinationsOf(fn)).some(isNamed)) return true;
        if (grants?.some(isNamed) === true) return true;
        const mayNameAny = grants === undefined || grants.includes("*");
        const variables = childOf(childOf(fn.properties, "Environment"), "Variables");
        return mayNameAny && textsIn([variables]).some(isNamed);
      });
      return [fn.logicalId, sentTo.map(({ logicalId }) => logicalId)];
    }),
  );
}

const destinationsOf = ({ properties }: ResolvedResource) => [
  childOf(properties, "DeadLetterQueue"),
  childOf(properties, "DeadLetterConfig"),
  childOf(properties, "EventInvokeConfig"),
];

/** The resources that a function may send to; `undefined` where the template does not say. */
function grantsOf(
  fn: ResolvedResource,
  roles: ReadonlyMap<string, ResolvedResource>,
  policies: readonly ResolvedResource[],
): readonly string[] | undefined {
  const arn = textOf(childOf(fn.properties, "Role"));
  if (arn === undefined) {
    // The role that SAM makes may do what the policies say, and read the queue.
    return fn.type === "AWS::Serverless::Function"
      ? [...sendTargets(childOf(fn.properties, "Policies"))]
      : undefined;
  }
  const role = roles.get(arn);
  if (role === undefined) return undefined;
  const attached = policies.filter((policy) =>
    textsIn([childOf(policy.properties, "Roles")]).includes(role.physicalName),
  );
  return [role, ...attached].flatMap(({ properties }) => [...sendTargets(properties)]);
}

/** Actions by which something comes into a queue, alone or among others. */
const sends = /^(?:\*|sqs:(?:\*|S\*|Send\*|SendM.*))$/i;

/** What statements and policy templates inside of `node` let send to. */
function* sendTargets(node: TemplateNode | undefined): Generator<string> {
  if (node === undefined || node.kind === "scalar") return;
  if (node.kind === "list") {
    for (const item of node.items) yield* sendTargets(item);
    return;
  }
  const action = childOf(node, "Action");
  if (action !== undefined && textOf(childOf(node, "Effect")) !== "Deny") {
    if (textsIn([action]).some((text) => sends.test(text))) {
      yield* textsIn([childOf(node, "Resource")]);
    }
    return;
  }
  for (const [key, { value }] of node.entries) {
    if (key === "SQSSendMessagePolicy") yield* textsIn([value]);
    else yield* sendTargets(value);
  }
}

function textsIn(nodes: readonly (TemplateNode | undefined)[]): string[] {
  return nodes.flatMap((node) => {
    if (node === undefined) return [];
    if (node.kind === "scalar") return [node.text];
    if (node.kind === "list") return textsIn(node.items);
    return textsIn([...node.entries.values()].map(({ value }) => value));
  });
}
