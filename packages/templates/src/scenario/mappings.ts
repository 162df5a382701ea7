import { scalingSettings, type Extras, type Scaling, type ScalingSetting } from "@orrery/aws";
import { formatDuration, type Duration } from "@orrery/kernel";
import { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { duration, share } from "./quantities.ts";
import { fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { show, unknownName } from "./wording.ts";

/** Schema of one setting of how a mapping scales, with its unit and range. */
function settingSchema({ kind, min, max, text }: ScalingSetting) {
  const within = (value: number) => value >= min && value <= max;
  const meta = { description: text };
  switch (kind) {
    case "count": {
      const error = ({ input }: { readonly input?: unknown }) =>
        `expected a whole number from ${min} to ${max}, received ${show(input)}`;
      return z.int({ error }).refine(within, { error }).optional().meta(meta);
    }
    case "duration": {
      const range = `${formatDuration(min as Duration)} to ${formatDuration(max as Duration)}`;
      return duration
        .refine(within, {
          error: ({ input }) => `expected ${range}, received ${formatDuration(input as Duration)}`, // Read before.
        })
        .optional()
        .meta(meta);
    }
    case "share":
      return share.optional().meta(meta);
    default:
      return z.boolean().optional().meta(meta);
  }
}

const scaling = z
  .strictObject(
    Object.fromEntries(
      Object.entries(scalingSettings).map(([name, setting]) => [name, settingSchema(setting)]),
    ),
  )
  .transform(
    (given) =>
      Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      ) as Partial<Scaling>, // As `scalingSettings` says.
  );

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
  const given = Object.entries(document.content.mappings ?? {});
  return Object.fromEntries(
    given.map(([name, { scaling: said = {} }]): [string, Extras] => {
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
