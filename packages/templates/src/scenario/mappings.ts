import { scalingSettings, type Extras, type Scaling } from "@orrery/aws";
import { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { given, rangedSetting } from "./ranged-setting.ts";
import { fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { unknownName } from "./wording.ts";

const scaling = z
  .strictObject(
    Object.fromEntries(
      Object.entries(scalingSettings).map(([name, setting]) => [name, rangedSetting(setting)]),
    ),
  )
  .transform((said) => given(said) as Partial<Scaling>); // As `scalingSettings` says.

/** Schema of what a scenario file says of event source mappings. */
export const mappingSchema = z
  .strictObject({
    scaling: scaling.optional().meta({
      description: "In place of how we take it to scale, slow down and come back.",
    }),
  })
  .meta({ description: "How an event source mapping reads its queue, beside its own properties." });

/** What a file says of event source mappings, by logical id. */
export function mappingsOf(
  document: ScenarioDocument,
  { operations }: Architecture,
): Readonly<Record<string, Extras>> {
  const known = operations.flatMap(({ logicalId, operation }) =>
    operation === "CreateEventSourceMapping" ? [logicalId] : [],
  );
  const all = Object.entries(document.content.mappings ?? {});
  return Object.fromEntries(
    all.map(([name, { scaling: said = {} }]): [string, Extras] => {
      if (!known.includes(name)) {
        const problem =
          known.length === 0
            ? `expected none, since no function reads a queue, received "${name}"`
            : unknownName(known, name);
        fail(document, ["mappings", name], problem);
      }
      return [name, { Scaling: said }]; // Plain data.
    }),
  );
}
