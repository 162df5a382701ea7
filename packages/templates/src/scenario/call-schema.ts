import { allKinds, withArticle } from "@orrery/aws";
import * as z from "zod";
import { inTwoWays, nounsOf } from "./nouns.ts";
import { duration } from "./quantities.ts";

const bringing = [...allKinds.values()].flatMap((kind) =>
  kind.entry?.call === undefined ? [] : [{ kind, entry: kind.entry, call: kind.entry.call }],
);
/**
 * The calls that bring a body to a resource by its logical id, such as `sqs:SendMessage`, each with the kinds
 * that it may be of: a function is called as its versions and aliases are.
 */
export const deliveries = bringing
  .filter(({ call }, place) => place === bringing.findIndex((each) => each.call.name === call.name))
  .map((first) => ({
    ...first,
    kinds: bringing.filter(({ call }) => call.name === first.call.name).map(({ kind }) => kind),
  }));
/** Their names. */
export const deliveryNames = deliveries.map(({ call }) => call.name);

/** Schema of how a target is asked that can be asked in two ways. */
export const invokeSchema = z
  .enum(["request", "event"])
  .optional()
  .meta({
    description: `Of ${nounsOf(inTwoWays)}: as a request, answered when it is done, or as an event, taken at once and retried by its service. Default: request.`,
  });

/** Schema of what a function asks of another resource. */
export const callSchema = z
  .object({
    ...Object.fromEntries(
      deliveries.map(({ call, kind: { noun } }) => [
        call.name,
        z
          .union([z.string(), z.record(z.string(), z.json())])
          .optional()
          .meta({
            description: `${withArticle(noun).replace("a", "A")}'s logical id, or the operation's parameters by name.`,
          }),
      ]),
    ),
    invoke: invokeSchema,
    delay: duration.optional().meta({
      description: "Of a message to a queue: how long it is hidden at first, in whole seconds.",
    }),
    body: z.json().optional().meta({ description: "A text, or a value that is sent as JSON." }),
  })
  .catchall(z.json().meta({ description: "An operation of AWS with its parameters by name." }))
  .meta({ description: "What a function asks of another resource, and waits for." });

/** Schema of a call that a function makes, which may be for each of its messages. */
export const functionCallSchema = callSchema.safeExtend({
  per: z.enum(["invocation", "message"]).optional().meta({
    description:
      "Whether it is made once an invocation, or for each message of its batch that does not fail. Default: invocation.",
  }),
});
