import { z } from "zod";
import { distributionOf, oneKeyOf } from "./distribution-schema.ts";
import { duration, rate, share, size } from "./quantities.ts";

const spacing = z
  .enum(["poisson", "even"])
  .optional()
  .meta({ description: "Independent arrivals (the default), or evenly spaced ones." });

const arrivals = oneKeyOf({
  constant: z.strictObject({ rate }).meta({ description: "Evenly spaced arrivals." }),
  poisson: z.strictObject({ rate }).meta({ description: "Independent arrivals." }),
  ramp: z
    .strictObject({ from: rate, to: rate, over: duration, spacing })
    .meta({ description: "A rate that runs in a straight line from one value to another." }),
  steps: z
    .strictObject({ steps: z.array(z.strictObject({ at: duration, rate })).min(1), spacing })
    .meta({ description: "A rate that holds from one step to the next." }),
  daily: z
    .strictObject({
      hourly: z.array(rate).length(24).optional(),
      mean: rate.optional(),
      peak: rate.optional(),
      peakAt: duration.optional(),
      spacing,
    })
    .meta({
      description: "A rate that repeats every day: 24 hourly rates, or mean, peak, peakAt.",
    }),
  bursts: z
    .strictObject({
      quiet: z.strictObject({ rate, mean: duration }),
      busy: z.strictObject({ rate, mean: duration }),
    })
    .meta({ description: "Quiet and busy phases by turns (a Markov-modulated Poisson process)." }),
  file: z
    .strictObject({
      path: z.string(),
      column: z.string().optional().meta({
        description: "Of a CSV file: the column; of a JSON file: the member. Default: arrivals.",
      }),
      unit: z.enum(["s", "ms", "us"]).default("s"),
      repeatEvery: duration.optional(),
    })
    .meta({ description: "Recorded arrivals: times since the first line's origin, ascending." }),
}).meta({ description: "When things arrive." });

const payload = oneKeyOf({
  size: distributionOf(size).meta({ description: "Filler of this size." }),
  body: z.string().meta({ description: "This text." }),
  json: z.json().meta({ description: "This value as JSON." }),
  list: z.array(z.json()).min(1).meta({ description: "These texts or values in turn." }),
}).meta({ description: "What each message or invocation carries." });

const groups = z
  .union([z.int().positive(), z.record(z.string().min(1).max(128), z.number().positive())])
  .meta({ description: "Message groups: how many, all as likely, or their weights by name." });

const workload = z.strictObject({
  to: z.string().meta({ description: "The logical id of a queue or a function." }),
  arrivals,
  payload: payload.optional(),
  groups: groups.optional(),
  from: duration.optional(),
  for: duration.optional(),
});

const call = z.record(z.string().regex(/^[a-z]+:[A-Z]\w*$/), z.string()).meta({
  description: "An operation and the resource it is about, such as sqs:SendMessage: ReceiptsQueue.",
});

const behavior = z
  .strictObject({
    duration: distributionOf(duration).optional(),
    durationPerItem: distributionOf(duration).optional().meta({
      description: "Added for each message of a batch.",
    }),
    coldStart: distributionOf(duration).optional(),
    failures: share.optional().meta({ description: "Invocations that fail." }),
    poison: share.optional().meta({ description: "Messages that fail at every attempt." }),
    calls: z.array(call).optional(),
    response: z.json().optional(),
    script: z
      .string()
      .optional()
      .meta({ description: "A generator function exported by `scripts`." }),
  })
  .meta({ description: "What a function does." });

const queue = z
  .strictObject({
    duplicates: share.optional().meta({ description: "Receives that leave the message visible." }),
    reordering: share
      .optional()
      .meta({ description: "Receives that pass the oldest message over." }),
    sampling: z
      .boolean()
      .optional()
      .meta({ description: "Whether short polls see a sample only." }),
  })
  .meta({ description: "How often a queue does what AWS only says it may." });

const fault = z
  .strictObject({
    at: duration,
    for: duration,
    refuse: z
      .string()
      .optional()
      .meta({ description: "A queue or a function, with an error of AWS." }),
    outage: z
      .string()
      .optional()
      .meta({ description: "A queue or a function, all of whose requests fail." }),
    with: z
      .string()
      .optional()
      .meta({ description: "The error code. Default: ThrottlingException." }),
    share: share.optional().meta({ description: "The part that is refused. Default: all." }),
  })
  .meta({ description: "Requests that are refused over a span." });

const limit = z.union([z.number(), z.string()]);
const expectation = z.strictObject({
  metric: z
    .string()
    .meta({ description: "Resource and metric, such as OrdersDlq.NumberOfMessagesSent." }),
  statistic: z
    .enum(["count", "sum", "min", "max", "average", "p50", "p90", "p99", "p99.9"])
    .optional(),
  min: limit.optional(),
  max: limit.optional(),
});

const date = z
  .union([z.string(), z.date()])
  .transform((given) => (typeof given === "string" ? given : given.toISOString()));

/** A scenario file, as people write it. */
export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    template: z.string().optional().meta({
      description: "A SAM or CloudFormation template, or what cdk synth wrote.",
    }),
    architecture: z.string().optional().meta({
      description: "A module that exports `architecture`, made with the builder.",
    }),
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    stackName: z.string().optional(),
    asOf: date.optional().meta({ description: "The date whose rules of AWS hold." }),
    startsAt: date.optional().meta({ description: "The wall-clock time of the start, in UTC." }),
    duration: duration,
    seed: z.union([z.int(), z.string()]).optional(),
    region: z.string().optional(),
    account: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    scripts: z
      .string()
      .optional()
      .meta({ description: "A module that exports generator functions." }),
    workload: z.array(workload).optional(),
    functions: z.record(z.string(), behavior).optional(),
    queues: z.record(z.string(), queue).optional(),
    latencies: z.record(z.string(), distributionOf(duration)).optional(),
    faults: z.array(fault).optional(),
    expect: z.array(expectation).optional(),
  })
  .meta({ title: "Orrery scenario" });

/** A scenario file after its quantities were read. */
export type ScenarioFile = z.output<typeof scenarioSchema>;

/** The JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): unknown {
  return z.toJSONSchema(scenarioSchema, { io: "input", unrepresentable: "any" });
}
