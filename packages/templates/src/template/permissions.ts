import type { StackEnvironment } from "./environment.ts";
import { childOf, textOf, type TemplateNode } from "./node.ts";
import { arnOf } from "./resource-forms.ts";
import type { ResolvedResource } from "./resolved.ts";
import { modeledType } from "./resource-types.ts";

/** Which resources the roles of a template may do what to. */
export interface Permissions {
  /**
   * The resources that a role may do one of `actions` to, as the template writes them; `undefined` where
   * the template does not say.
   */
  grantsOf(roleArn: string, actions: readonly string[]): readonly string[] | undefined;
}

/** Reads the roles and policies of a template. */
export function permissionsIn(
  resources: readonly ResolvedResource[],
  environment: StackEnvironment,
): Permissions {
  const roles = new Map(
    resources
      .filter(({ type }) => policyHolderOf(type) === "role")
      .map((role) => [arnOf(environment, role.type, role.physicalName), role]),
  );
  const policies = resources.filter(({ type }) => policyHolderOf(type) === "policy");
  return {
    grantsOf(roleArn, actions) {
      const role = roles.get(roleArn);
      if (role === undefined) return undefined;
      const attached = policies.filter((policy) =>
        textsIn(childOf(policy.properties, "Roles")).includes(role.physicalName),
      );
      return [role, ...attached].flatMap(({ properties }) => [
        ...grantedResources(properties, actions),
      ]);
    },
  };
}

/** Whether a type is a role's or one of a role's policies; `undefined`: neither. */
function policyHolderOf(type: string): "role" | "policy" | undefined {
  const definition = modeledType(type)?.definition;
  return definition !== undefined && "leftOut" in definition ? definition.minded?.of : undefined;
}

/** What statements inside of `node` let somebody do one of `actions` to. */
function* grantedResources(
  node: TemplateNode | undefined,
  actions: readonly string[],
): Generator<string> {
  if (node === undefined || node.kind === "scalar") return;
  if (node.kind === "list") {
    for (const item of node.items) yield* grantedResources(item, actions);
    return;
  }
  const action = childOf(node, "Action");
  if (action === undefined) {
    for (const { value } of node.entries.values()) yield* grantedResources(value, actions);
  } else if (textOf(childOf(node, "Effect")) !== "Deny") {
    const allows = (pattern: string) => actions.some((each) => isMatch(pattern, each));
    if (textsIn(action).some(allows)) yield* textsIn(childOf(node, "Resource"));
  }
}

/** Whether an action is one that a pattern of IAM names: `*` is any text, `?` any letter. */
function isMatch(pattern: string, action: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = action.toLowerCase();
  // The last star takes as little as it can, and more where that does not do.
  let star = -1;
  let taken = 0;
  let at = 0;
  for (let index = 0; index < given.length;) {
    if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[index])) {
      at += 1;
      index += 1;
    } else if (wanted[at] === "*") {
      star = at;
      taken = index;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      index = taken;
    } else return false;
  }
  return /^\**$/.test(wanted.slice(at));
}

/** All texts inside of `node`. */
export function textsIn(node: TemplateNode | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node.kind === "scalar") return [node.text];
  if (node.kind === "list") return node.items.flatMap(textsIn);
  return [...node.entries.values()].flatMap(({ value }) => textsIn(value));
}
