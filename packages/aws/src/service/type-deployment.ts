import type { Deployment } from "./deployment.ts";
import type { TemplateTypeDefinition } from "./template-type.ts";

/**
 * What becomes of resources of a type when their stack changes; `undefined`: nobody says. What is made where permissions count
 * alone, such as a policy of a queue, is said again as a whole.
 */
export function deploymentIn(definition: TemplateTypeDefinition): Deployment | undefined {
  if ("make" in definition) return definition.deployment;
  const { minded, deployment } = definition;
  if (minded === undefined) return undefined;
  return (
    minded.deployment ?? {
      change: (_before, after) => after,
      remove: (made) => deployment?.remove(made) ?? null,
    }
  );
}
