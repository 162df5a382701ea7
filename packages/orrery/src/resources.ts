import { deployed, type ResourceKind } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { resourceNamed } from "@orrery/templates";
import { readSubject, type Subject } from "./subject.ts";

/** A resource of an architecture, before it runs. */
export type MadeResource = ReturnType<typeof deployed>["resources"][number];

/**
 * The resources of a subject whose kind `fits`; of these, those that are `wanted`.
 *
 * @throws ConfigError where a wanted one is none of them.
 */
export function resourcesOf(
  subject: Subject,
  fits: (kind: ResourceKind) => boolean,
  wanted: readonly string[] | undefined,
): readonly MadeResource[] {
  const isStack = typeof subject === "object" && "operations" in subject;
  const { scenario, paths } = readSubject(subject, isStack ? { duration: "1s" } : {});
  const { resources } = deployed(scenario.architecture, scenario.extras ?? {}, scenario);
  const able = resources.filter(({ kind }) => fits(kind));
  const isAble = (id: string) => able.some(({ logicalId }) => logicalId === id);
  const meant = wanted?.map((name) => {
    const logicalId = resourceNamed("to", name, paths, isAble);
    if (logicalId !== undefined) return logicalId;
    const names = able.map((each) => paths.nameOf(each.logicalId)).join(", ");
    throw new ConfigError("to", `some of ${names}`, `"${name}"`);
  });
  return able.filter(({ logicalId }) => meant?.includes(logicalId) ?? true);
}
