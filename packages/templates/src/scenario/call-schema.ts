import { allKinds } from "@orrery/aws";
import { z } from "zod";
import { one } from "./nouns.ts";

/** The calls that bring a body to a resource by its logical id, such as `sqs:SendMessage`. */
export const deliveries = [...allKinds.values()].flatMap((kind) =>
  kind.entry?.call === undefined ? [] : [{ kind, entry: kind.entry, call: kind.entry.call }],
);
/** Their names. */
export const deliveryNames = deliveries.map(({ call }) => call.name);

/** Schema of what a function asks of another resource. */
export const callSchema = z
  .object({
    ...Object.fromEntries(
      deliveries.map(({ call, kind: { noun } }) => [
        call.name,
        z
          .string()
          .optional()
          .meta({ description: `${one(noun).replace("a", "A")}'s logical id.` }),
      ]),
    ),
    body: z.json().optional().meta({ description: "A text, or a value that is sent as JSON." }),
  })
  .catchall(z.json().meta({ description: "An operation of AWS with its parameters by name." }))
  .meta({ description: "What a function asks of another resource, and waits for." });
