import { shownValue } from "@orrery/kernel";
import {
  allKinds,
  isStatistic,
  latencies as knownLatencies,
  quotas,
  withNearest,
  type Statistic,
  callerBounds,
  httpVersions,
  workloadAttempts,
} from "@orrery/aws";
import * as z from "zod";
import { assumptionsSchema } from "./assumptions.ts";
import { callSchema, invokeSchema } from "./call-schema.ts";
import { oneKeyOf } from "./distribution-schema.ts";
import { exactlyOne } from "./branches.ts";
import { extraSections, updatableSections } from "./extras-schema.ts";
import { faultSchema } from "./fault-schema.ts";
import { durations, sizes } from "./laws.ts";
import { laterSchema } from "./later-schema.ts";
import { anyEntry, anySource, nounsOf } from "./nouns.ts";
import { asOfDate, duration, rate, share, sizeQuantity, span, wallClock } from "./quantities.ts";
import { iamSchema } from "./policy-schema.ts";
import { standInSchema } from "./stand-in-schema.ts";

/** The date whose rules hold where a scenario names none. */
export const defaultAsOf = "2026-11-01";
/** The wall-clock time of the start where a scenario names none. */
export const defaultStart = "2026-01-01T00:00:00Z";

/** `a queue or a function`: what workloads are for. */
const target = nounsOf(anyEntry);
/** `redrive OrdersDlq`: one of each verb that some kind has. */
const actionLines = [
  ...[...allKinds.values()].flatMap(({ actions = {}, noun }) =>
    Object.keys(actions).map(
      (verb) =>
        `${verb} ${noun.replace(/(?:^| )./g, ([...letters]) => letters.at(-1)!.toUpperCase())}`,
    ),
  ),
  "set Worker.Timeout 30s",
  "unset Worker.ReservedConcurrentExecutions",
  "deploy new.yaml",
].join(", ");

const spacing = z
  .enum(["poisson", "even"])
  .optional()
  .meta({ description: "Independent arrivals, or evenly spaced ones. Default: poisson." });

/** The rate of arrivals that come at one rate. */
const steady = rate.meta({ description: "How many arrive in a time, such as 200/s or 30/m." });
const mean = rate.meta({ description: "The rate of the day as a whole." });
const first = rate.meta({ description: "The rate at its beginning." });
const last = rate.meta({ description: "The rate at its end." });
const over = span.meta({ description: "How long it takes from one to the other." });

const daily = z
  .union([
    z.strictObject({
      hourly: z
        .array(rate)
        .length(24)
        .meta({ description: "The rates at 0:00, 1:00 … 23:00 UTC." }),
      spacing,
    }),
    z.strictObject({
      mean,
      peak: rate.meta({ description: "The highest rate, one to two times the mean." }),
      peakAt: duration.meta({ description: "When it is reached, since midnight UTC." }),
      spacing,
    }),
  ])
  .meta({ description: "A rate that repeats every day: 24 hourly rates, or mean, peak, peakAt." });

const phase = (kind: string) =>
  z
    .strictObject({
      rate: steady,
      mean: span.meta({ description: "How long the phase lasts on average." }),
    })
    .meta({ description: `The ${kind} phase.` });

const arrivals = oneKeyOf({
  constant: z.strictObject({ rate: steady }).meta({ description: "Evenly spaced arrivals." }),
  poisson: z.strictObject({ rate: steady }).meta({ description: "Independent arrivals." }),
  ramp: z
    .strictObject({ from: first, to: last, over, spacing })
    .meta({ description: "A rate that runs in a straight line from one value to another." }),
  steps: z
    .strictObject({
      steps: z
        .array(
          z.strictObject({
            at: duration.meta({ description: "From when on, since the workload's beginning." }),
            rate: rate.meta({ description: "How many arrive in a time from then on." }),
          }),
        )
        .min(1)
        .meta({ description: "The rates, by ascending times." }),
      spacing,
    })
    .meta({ description: "A rate that holds from one step to the next." }),
  daily,
  bursts: z
    .strictObject({ quiet: phase("quiet"), busy: phase("busy") })
    .meta({ description: "Quiet and busy phases by turns (a Markov-modulated Poisson process)." }),
  file: z
    .strictObject({
      path: z.string().meta({ description: "A CSV or JSON file, from this file's folder." }),
      column: z.string().optional().meta({
        description: "Of a CSV file: the column; of a JSON file: the member. Default: arrivals.",
      }),
      every: span.optional().meta({
        description: "Each row is how many arrivals came in so long a time, such as 1m.",
      }),
      count: z.string().optional().meta({
        description: "With every: the column or member of the counts. Default: count.",
      }),
      unit: z.enum(["s", "ms", "us", "m", "epoch", "epoch-ms"]).optional().meta({
        description:
          "Of the times in the file that are numbers: since the beginning, or (epoch) since 1970. Default: s.",
      }),
      spacing,
      repeatEvery: span.optional().meta({ description: "Begin again each time this has passed." }),
    })
    .meta({ description: "Recorded arrivals: times, ascending, or counts." }),
}).meta({ description: "When things arrive." });

const attributeValue = z.union([z.string().min(1), z.number()]);
const attributes = z
  .record(
    z.string(),
    z.union([
      attributeValue,
      z.array(attributeValue).min(1).meta({ description: "These in turn." }),
      z
        .record(z.string(), share.meta({ description: "How often it is this value." }))
        .meta({ description: "These, each as often as its share." }),
    ]),
  )
  .optional()
  .meta({ description: "Message attributes by name: a text or a number, a list, or shares." });

const payload = oneKeyOf(
  {
    size: sizes.meta({ description: "Filler of this size." }),
    body: z.string().meta({ description: "This text." }),
    json: z.json().meta({ description: "This value as JSON." }),
    list: z.array(z.json()).min(1).meta({ description: "These texts or values in turn." }),
  },
  { attributes },
).meta({ description: "What each message or invocation carries. Default: 1 KB of filler." });

const groupName = z.string().regex(/^[!-~]{1,128}$/, {
  error: ({ input }) =>
    `expected a message group of 1 to 128 letters, digits and punctuation, received ${shownValue(input)}`,
});

const groups = z
  .union([z.int().positive().max(100_000), z.record(groupName, z.number().positive())])
  .meta({ description: "Message groups: how many, all as likely, or their weights by name." });

const retrySettings = z.strictObject({
  attempts: z
    .int()
    .min(workloadAttempts.min)
    .max(workloadAttempts.max)
    .optional()
    .meta({ description: "How often each is sent at most. Default: 3, as the AWS SDKs have it." }),
  backoff: z
    .enum(["exponential", "fixed"])
    .optional()
    .meta({ description: "Whether waits grow. Default: exponential." }),
  base: span.optional().meta({
    description: "The first wait, before chance. Default: 100ms, 500ms after a throttle.",
  }),
  factor: z.number().optional().meta({ description: "By how much waits grow. Default: 2." }),
  longest: span.optional().meta({ description: "The longest wait. Default: 20s." }),
  jitter: z.enum(["full", "equal", "decorrelated", "none"]).optional().meta({
    description:
      "What of a wait is left to chance: all, half, none, or between the base and three times the wait before. Default: full.",
  }),
  failed: z.boolean().optional().meta({
    description:
      "Whether what was answered with a failure is sent again, too: 5xx of HTTP, an error of a function. Default: false.",
  }),
  budget: z
    .strictObject({
      tokens: z.int().optional().meta({ description: "At first and at most. Default: 500." }),
      retryCost: z.int().optional().meta({ description: "Of a new attempt. Default: 5." }),
      timeoutCost: z.int().optional().meta({ description: "After a time-out. Default: 10." }),
    })
    .optional()
    .meta({
      description:
        "Tokens that new attempts take and successes give back; {} is that of the AWS SDKs. Default: none are counted.",
    }),
});
const retry = z.union([z.literal("none"), retrySettings]).meta({
  description:
    "How what is throttled, fails in the service or is lost is tried again: none, or what is other than with the AWS SDKs.",
});
const users = z
  .strictObject({
    count: z.int().meta({ description: "How many." }),
    think: durations.optional().meta({
      description: "How long each thinks before the first and between others. Default: 0s.",
    }),
    over: duration.optional().meta({
      description: "Over how long they come, one after another. Default: all at once.",
    }),
  })
  .meta({
    description: "In place of arrivals: users who send, wait for the answer, think, send again.",
  });
const batch = z
  .strictObject({
    size: z.int().optional().meta({ description: "At most so many. Default: 10." }),
    within: span.meta({ description: "How long the first waits for others at most." }),
  })
  .meta({ description: "Messages go together in one request. Default: each goes alone." });

const requestMembers = {
  method: z.string().optional().meta({ description: "Such as GET. Default: POST." }),
  path: z.string().optional().meta({ description: "Such as /orders/7. Default: /." }),
  query: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional()
    .meta({ description: "Parameters after the path, each with a value or several." }),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: "By name. Default: a body is application/json." }),
  version: z.enum(httpVersions).optional().meta({
    description:
      "Which version of HTTP it comes in, to what looks at that. Default: one that its target speaks.",
  }),
};
const request = z.strictObject(requestMembers).meta({
  description:
    "Of what takes HTTP: what each request is beside the payload, which is its body. Default: POST to /.",
});

const requests = z
  .union([
    z
      .array(
        z.strictObject({
          ...requestMembers,
          body: z.string().optional().meta({ description: "Its body. Default: the payload." }),
          json: z.json().optional().meta({ description: "Its body, as a value." }),
          weight: z.number().min(0).optional().meta({
            description:
              "How often it comes beside the others. Default: 1; where none says it, they come in turn.",
          }),
        }),
      )
      .min(1),
    z.strictObject({
      file: z.string().meta({
        description:
          "A HAR file, an access log, or a definition in OpenAPI with examples, from this file's folder.",
      }),
      under: z.string().optional().meta({
        description:
          "What paths in the file begin with that is not the target's. Default: nothing.",
      }),
    }),
  ])
  .meta({
    description:
      "Of what takes HTTP, in place of request: several, which come in turn or by weight.",
  });

const session = z
  .array(
    z.strictObject({
      name: z
        .string()
        .min(1)
        .optional()
        .meta({ description: "What the report calls it. Default: its method and its path." }),
      to: z.string().optional().meta({
        description: "The logical id of what it goes to. Default: what the workload is to.",
      }),
      ...requestMembers,
      body: z.string().optional().meta({ description: "Its body. Default: the payload." }),
      json: z.json().optional().meta({ description: "Its body, as a value." }),
      think: durations
        .optional()
        .meta({ description: "How long the user thinks before it. Default: 0s." }),
      share: share
        .optional()
        .meta({ description: "The part of sessions that have it; others go on. Default: 100%." }),
      times: z
        .int()
        .min(callerBounds.times.min)
        .max(callerBounds.times.max)
        .optional()
        .meta({ description: "How often it comes. Default: 1." }),
      keep: z.record(z.string(), z.string()).optional().meta({
        description:
          "Values of its answer for later requests, which have them as ${name}: body.token, headers.location, cookies.sid, status.",
      }),
      continues: z.boolean().optional().meta({
        description: "Whether the session goes on where it fails. Default: false, the user leaves.",
      }),
    }),
  )
  .min(1)
  .meta({
    description:
      "Of what takes HTTP: what each user does, one request after another. In the texts of a request ${session} is the session's number. Default: each request is by itself.",
  });

const circuitBreaker = z
  .strictObject({
    threshold: share
      .optional()
      .meta({ description: "The part of failures at which it opens. Default: 50%." }),
    window: z
      .int()
      .min(callerBounds.window.min)
      .max(callerBounds.window.max)
      .optional()
      .meta({ description: "Of how many requests, the last ones. Default: 20." }),
    openFor: span
      .optional()
      .meta({ description: "How long no request is sent then. Default: 30s." }),
    trials: z.int().min(callerBounds.trials.min).max(callerBounds.trials.max).optional().meta({
      description:
        "How many requests go through after that; once all succeeded, it closes. Default: 1.",
    }),
    per: z.enum(["route", "caller"]).optional().meta({
      description: "Whether each route of HTTP has its own. Default: route.",
    }),
  })
  .meta({
    description:
      "What throttles, fails or does not answer too often is left alone for a while; {} has all defaults. Default: none.",
  });

const connections = z
  .strictObject({
    keepAlive: z.boolean().optional().meta({
      description: "Whether a connection takes several requests, one after another. Default: true.",
    }),
    most: z.int().min(callerBounds.most.min).max(callerBounds.most.max).optional().meta({
      description:
        "How many are open at most; users, and those in sessions, have one each. Default: 50.",
    }),
    idle: span
      .optional()
      .meta({ description: "How long one stays open without a request. Default: 60s." }),
    setUp: duration.optional().meta({
      description: "How long one takes to be set up, TLS included. Default: two round trips.",
    }),
  })
  .meta({
    description:
      "What connections of callers cost. Default: nothing, and there are as many as are needed.",
  });

const location = z
  .union([
    z.string(),
    z.strictObject({
      roundTrip: duration.meta({ description: "The way there and back." }),
    }),
  ])
  .meta({ description: "Where callers are: a Region, or how far away. Default: nearby." });

const extendedClient = z
  .strictObject({
    bucket: z.string().meta({ description: "The logical id of the bucket." }),
    above: sizeQuantity.schema.optional().meta({
      description:
        "What has more bytes with its attributes goes through the bucket; 0B for all. Default: 256KB.",
    }),
  })
  .meta({
    description:
      "Of queues: an extended client library leaves large payloads in a bucket, and sends where they lie. Default: none.",
  });

const workload = z
  .strictObject({
    to: z.string().meta({ description: `The logical id of ${target}.` }),
    as: standInSchema.optional(),
    arrivals: arrivals.optional(),
    users: users.optional(),
    batch: batch.optional(),
    payload: payload.optional(),
    request: request.optional(),
    requests: requests.optional(),
    session: session.optional(),
    circuitBreaker: circuitBreaker.optional(),
    connections: connections.optional(),
    location: location.optional(),
    groups: groups.optional(),
    extendedClient: extendedClient.optional(),
    invoke: invokeSchema,
    delay: duration.optional().meta({
      description:
        "How long each message is hidden at first, at a queue. Default: the queue's own.",
    }),
    retry: retry.optional(),
    timeout: span.optional().meta({
      description:
        "How long each attempt waits for its answer before it counts as lost. Default: 60s of a queue, 16m of a function.",
    }),
    from: duration.optional().meta({ description: "When it begins. Default: with the run." }),
    for: span
      .optional()
      .meta({ description: "How long it lasts. Default: to the end of the run." }),
  })
  .meta({ oneOf: exactlyOne(["arrivals", "users"]) });

const consumer = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "What the report calls it. Default: consumer of the queue." }),
    from: z.string().meta({ description: `The logical id of ${nounsOf(anySource)}.` }),
    containers: z.int().optional().meta({ description: "How many there are. Default: 1." }),
    concurrency: z
      .int()
      .optional()
      .meta({ description: "How many messages each works on at a time. Default: 1." }),
    maxNumberOfMessages: z
      .int()
      .optional()
      .meta({ description: "How many messages a receive asks for. Default: 1, as AWS has it." }),
    waitTime: duration.optional().meta({
      description: "How long a receive waits for a message. Default: the queue's own.",
    }),
    visibilityTimeout: duration.optional().meta({
      description: "How long others do not see what it receives. Default: the queue's own.",
    }),
    pause: duration.optional().meta({
      description: "How long it waits after a receive that found nothing. Default: 0s.",
    }),
    duration: durations
      .optional()
      .meta({ description: "How long it works on a message. Default: 100ms." }),
    failures: share.optional().meta({
      description: "The share of receives that fail: the message is not deleted. Default: none.",
    }),
    onFailure: z.enum(["leave", "release"]).optional().meta({
      description:
        "Whether a message that failed stays hidden until its timeout, or is given back. Default: leave.",
    }),
    heartbeat: span.optional().meta({
      description:
        "How often a message in work is hidden for its visibility timeout once more. Default: never.",
    }),
    deletes: z.enum(["each", "batch"]).optional().meta({
      description:
        "Whether messages are deleted one by one, or those of a receive together. Default: each.",
    }),
  })
  .meta({ description: "Containers that poll a queue and work on its messages." });

const parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const deploy = z
  .strictObject({
    deploy: z.string().meta({ description: "The template that the stack gets." }),
    stack: z.string().optional().meta({ description: "Of stacks by name: which one gets it." }),
    parameters: parameters
      .optional()
      .meta({ description: "Values of its parameters. Default: those before." }),
    ...updatableSections,
  })
  .meta({ description: "An update of stacks, as CloudFormation carries it out." });

const action = z
  .strictObject({
    at: duration.meta({ description: "When it is done, since the start of the run." }),
    do: z.union([z.string(), deploy, callSchema]).meta({
      description: `A line such as ${actionLines}; an update of stacks; or an operation of AWS with its parameters.`,
    }),
  })
  .meta({ description: "What is done to the architecture at a time." });

const customResource = z
  .strictObject({
    data: z
      .record(z.string(), z.json())
      .optional()
      .meta({ description: "What Fn::GetAtt returns, by attribute. Default: {}." }),
    physicalResourceId: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "What Ref returns. Default: a name as CloudFormation makes one." }),
  })
  .meta({ description: "What a custom resource is answered." });

const unmodeled = z
  .strictObject({
    after: durations.optional().meta({ description: "How long the answer takes. Default: 0 s." }),
    response: z
      .json()
      .optional()
      .meta({ description: "What the caller gets, unless it gets the error. Default: {}." }),
    error: z
      .union([
        z.string().min(1),
        z.strictObject({
          code: z.string().min(1).meta({ description: "An error code of AWS." }),
          message: z
            .string()
            .optional()
            .meta({ description: "Its message. Default: The call failed." }),
        }),
      ])
      .optional()
      .meta({ description: "An error code of AWS, or code and message." }),
    share: share
      .optional()
      .meta({ description: "The part of the calls that get the error. Default: all." }),
  })
  .meta({ description: "What happens when an operation is called that is not modeled." });

const limit = z.union([z.number(), z.string()], {
  error: ({ input }) =>
    `expected a number or a duration such as 30s, received ${shownValue(input)}`,
});
const plainStatistics = ["count", "sum", "min", "max", "average"] as const;

const statistic = z
  .custom<Statistic>((given) => typeof given === "string" && isStatistic(given), {
    error: ({ input }) => {
      const received =
        typeof input === "string" ? withNearest(input, plainStatistics) : shownValue(input);
      return `expected ${plainStatistics.join(", ")} or a percentile such as p95, received ${received}`;
    },
  })
  .meta({
    type: "string",
    examples: [...plainStatistics, "p95"],
    description:
      "count, sum, min, max, average; of times that are measured one by one also a percentile such as p95. Default: the sum of what is counted, the maximum of all else.",
  });
const longExpectation = z.strictObject({
  metric: z
    .string()
    .meta({ description: "Resource and metric, such as OrdersQueue.NumberOfMessagesSent." }),
  statistic: statistic.optional(),
  min: limit.optional().meta({ description: "It is at least this." }),
  max: limit.optional().meta({ description: "It is at most this." }),
});
const expectation = z.union([z.string(), longExpectation]).meta({
  description:
    "A line such as Orders.ApproximateAgeOfOldestMessage < 15m, Worker.Errors / Worker.Invocations < 1% or cost.month < 250; or metric, statistic, min and max.",
});

const latency = durations.optional();

/** `lambda.concurrentExecutions` is *Concurrent executions of lambda.* */
function sentenceOf(quota: string): string {
  const [service = "", name = ""] = quota.split(".");
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${service}.`;
}

const quotaSchema = laterSchema(() =>
  z
    .strictObject(
      Object.fromEntries(
        Object.entries(quotas).map(([name, { min, max, default: usual }]) => [
          name,
          z
            .int()
            .min(min)
            .max(max)
            .optional()
            .meta({ description: `${sentenceOf(name)} Default: ${usual}.` }),
        ]),
      ),
    )
    .meta({ description: "Quotas of the account, which AWS raises on request." }),
);

const latencies = laterSchema(() =>
  z
    .strictObject(
      Object.fromEntries(
        Object.entries(knownLatencies).map(([name, description]) => [
          name,
          latency.meta({ description }),
        ]),
      ),
    )
    .meta({ description: "In place of our figures of what AWS takes." }),
);

const stackName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/, {
  error: ({ input }) =>
    `expected a letter, then letters, digits or hyphens, received ${shownValue(input)}`,
});
const namedStack = z
  .strictObject({
    template: z.string().meta({ description: "Its SAM or CloudFormation template." }),
    parameters: parameters.optional().meta({ description: "Values of the template's parameters." }),
  })
  .meta({ description: "A stack: its template, or template and parameters." });

/** A scenario file, as people write it. */
export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    template: z.string().optional().meta({
      description:
        "A SAM or CloudFormation template, or what cdk synth wrote: one of its templates, or its folder for all stacks.",
    }),
    architecture: z.string().optional().meta({
      description: "In place of a template: a module that exports `architecture`.",
    }),
    parameters: parameters.optional().meta({ description: "Values of the template's parameters." }),
    resources: z.record(z.string(), z.record(z.string(), z.json())).optional().meta({
      description:
        "In place of what the template says: properties by resource, such as WorkerOrders: { BatchSize: 50 }.",
    }),
    stackName: stackName
      .optional()
      .meta({ description: "Begins the names of resources without one. Default: stack." }),
    stack: z.string().min(1).optional().meta({
      description: "Of the folder that cdk synth wrote: the one stack that is run. Default: all.",
    }),
    stacks: z
      .record(stackName, z.union([z.string(), namedStack]))
      .optional()
      .meta({ description: "In place of a template: several stacks, by name." }),
    exports: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "What stacks elsewhere export, by the names of Fn::ImportValue." }),
    asOf: asOfDate
      .optional()
      .meta({ description: `The date whose rules of AWS hold. Default: ${defaultAsOf}.` }),
    startsAt: wallClock.optional().meta({
      description: `The wall-clock time of the start, in UTC. Default: ${defaultStart}.`,
    }),
    duration: span.meta({ description: "How much virtual time the run covers." }),
    seed: z
      .union([z.int().nonnegative(), z.string()])
      .optional()
      .meta({ description: "From which all chance is derived. Default: 1." }),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, {
        error: ({ input }) => `expected a Region such as us-east-1, received ${shownValue(input)}`,
      })
      .optional()
      .meta({ description: "The Region, of which prices and quotas are. Default: us-east-1." }),
    account: z
      .string()
      .regex(/^\d{12}$/, {
        error: ({ input }) => `expected 12 digits in quotes, received ${shownValue(input)}`,
      })
      .optional()
      .meta({ description: "The account: 12 digits, in quotes. Default: 123456789012." }),
    scripts: z
      .string()
      .optional()
      .meta({ description: "A module that exports `scripts`, generator functions by name." }),
    workload: z.array(workload).optional().meta({ description: "What arrives from outside." }),
    consumers: z.array(consumer).optional().meta({
      description: "What reads queues beside functions: containers that poll.",
    }),
    ...(extraSections as object), // Whatever kinds there are: who reads a section knows its form.
    latencies: latencies.optional(),
    assumptions: assumptionsSchema.optional(),
    quotas: quotaSchema.optional(),
    iam: iamSchema.optional(),
    unmodeled: z.record(z.string(), unmodeled).optional().meta({
      description:
        'What calls get that are not modeled, by operation such as "rekognition:DetectFaces", or by service such as "rekognition:*". Default: such a call ends the run.',
    }),
    customResources: z.record(z.string(), customResource).optional().meta({
      description:
        "What custom resources of the template are answered, by logical id. Default: as scripts of their functions answer, or assumed.",
    }),
    logs: z.boolean().optional().meta({
      description:
        "Whether what functions log is kept, so that functions and clients can read it in the run. Default: false.",
    }),
    actions: z
      .array(action)
      .optional()
      .meta({ description: "What is done to the architecture while it runs." }),
    faults: z.array(faultSchema).optional().meta({ description: "What goes wrong." }),
    expect: z
      .array(expectation)
      .optional()
      .meta({ description: "What must hold at the end; decides the exit status." }),
  })
  .meta({ title: "Orrery scenario" });

/** A scenario file after its quantities were read. */
export type ScenarioFile = z.output<typeof scenarioSchema>;

/** The JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): unknown {
  return z.toJSONSchema(scenarioSchema, { io: "input", unrepresentable: "any" });
}
