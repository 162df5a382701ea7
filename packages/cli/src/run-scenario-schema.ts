import {
  allKinds,
  httpVersions,
  type ActionSaid,
  type AttributeValue,
  type Batching,
  type BreakerConfig,
  type ConnectionsConfig,
  type ExtendedClientSaid,
  type HttpRequestSaid,
  type MixedRequest,
  type Jitter,
  type RetryBudget,
  type RetryConfig,
  type SessionStep,
  type Users,
  type WorkloadAttribute,
  type ArchitectureOperation,
  type ProfileCall,
  type Conduct,
  type ConductMeasure,
  type Consumer,
  type CostMeasure,
  type DeployStep,
  type UpdateBranch,
  type ExceptedLoss,
  type ExpectedBounds,
  type Extras,
  type Form,
  type FormOfObject,
  type LeftOut,
  type MetricMeasure,
  type MetricNumber,
  type PayloadSettings,
  type PlainObject,
  type PolicyConfig,
  type Scenario,
  type ScenarioAction,
  type ScenarioFault,
  isStatistic,
  type Statistic,
  type TemplateOperation,
  type UnmodeledAnswer,
  type Within,
  type Workload,
} from "@orrery/aws";
import type { ArrivalProcess, Distribution, Duration, Plain } from "@orrery/kernel";
import * as z from "zod";
import { choiceOf, kindOf, objectOf } from "./typed-schema.ts";

/** A whole number from 0 on. */
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** A text of a length that a name has. */
export const text = z.string().max(10_000);
const number = z.number();
const duration = count as unknown as z.ZodType<Duration>; // A brand is there for the compiler alone.
const date = z.string().refine((value) => !Number.isNaN(Date.parse(value)), "a date");
const plain: z.ZodType<Plain> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(plain),
    z.record(z.string(), plain),
  ]),
);
const plainObject: z.ZodType<PlainObject> = z.record(z.string(), plain);

const templateOperations = z.array(
  objectOf<TemplateOperation>({
    service: text.optional(),
    operation: text,
    params: plainObject,
    updatePolicy: plainObject.optional(),
  }),
);
/** A step of an update of stacks. */
const deployStep = objectOf<DeployStep>({
  logicalId: text,
  arn: text,
  change: z.enum(["adds", "changes", "replaces", "removes"]),
  type: text,
  service: text,
  before: templateOperations,
  after: templateOperations,
  of: text.nullable(),
  needs: z.array(count),
  interruption: z.enum(["none", "some", "replacement"]).nullable(),
  isNumbered: z.literal(true).optional(),
  answer: objectOf<NonNullable<DeployStep["answer"]>>({
    after: duration,
    failure: objectOf<{ readonly code: string; readonly message: string }>({
      code: text,
      message: text,
    }).nullable(),
  }).optional(),
});

const updateBranch = objectOf<UpdateBranch>({
  after: z.array(
    objectOf<UpdateBranch["after"][number]>({
      action: count,
      end: z.enum(["deployed", "takenBack", "neverNumbered"]),
    }),
  ),
  steps: z.array(deployStep),
  problem: objectOf<NonNullable<UpdateBranch["problem"]>>({
    expected: text,
    received: text,
  }).optional(),
});

const distribution: z.ZodType<Distribution> = z.lazy(() => anyDistribution);
const point = objectOf<{ readonly p: number; readonly value: number }>({
  p: number,
  value: number,
});

type Law<Type extends Distribution["type"]> = Extract<Distribution, { readonly type: Type }>;
const median = { type: z.literal("lognormal"), median: number };
const anyDistribution = kindOf<Distribution>({
  constant: objectOf<Law<"constant">>({ type: z.literal("constant"), value: number }),
  uniform: objectOf<Law<"uniform">>({ type: z.literal("uniform"), min: number, max: number }),
  exponential: objectOf<Law<"exponential">>({ type: z.literal("exponential"), mean: number }),
  normal: objectOf<Law<"normal">>({
    type: z.literal("normal"),
    mean: number,
    standardDeviation: number,
    min: number.optional(),
  }),
  lognormal: z.union([
    objectOf<Extract<Law<"lognormal">, { readonly sigma: number }>>({ ...median, sigma: number }),
    objectOf<Exclude<Law<"lognormal">, { readonly sigma: number }>>({
      ...median,
      percentile: point,
    }),
  ]),
  gamma: objectOf<Law<"gamma">>({ type: z.literal("gamma"), shape: number, scale: number }),
  empirical: objectOf<Law<"empirical">>({
    type: z.literal("empirical"),
    points: z.array(point),
    interpolation: choiceOf<"linear" | "logarithmic">({
      linear: true,
      logarithmic: true,
    }).optional(),
  }),
  mixture: objectOf<Law<"mixture">>({
    type: z.literal("mixture"),
    parts: z.array(objectOf<Law<"mixture">["parts"][number]>({ weight: number, distribution })),
  }),
  shifted: objectOf<Law<"shifted">>({ type: z.literal("shifted"), by: number, of: distribution }),
  clipped: objectOf<Law<"clipped">>({
    type: z.literal("clipped"),
    min: number.optional(),
    max: number.optional(),
    of: distribution,
  }),
});

type Arrivals<Type extends ArrivalProcess["type"]> = Extract<
  ArrivalProcess,
  { readonly type: Type }
>;
const spacing = choiceOf<"poisson" | "even">({ poisson: true, even: true }).optional();
const phase = objectOf<Arrivals<"bursts">["busy"]>({ rate: number, mean: duration });
const day = { type: z.literal("daily"), spacing };
const arrivals = kindOf<ArrivalProcess>({
  constant: objectOf<Arrivals<"constant">>({ type: z.literal("constant"), rate: number }),
  poisson: objectOf<Arrivals<"poisson">>({ type: z.literal("poisson"), rate: number }),
  ramp: objectOf<Arrivals<"ramp">>({
    type: z.literal("ramp"),
    from: number,
    to: number,
    over: duration,
    spacing,
  }),
  steps: objectOf<Arrivals<"steps">>({
    type: z.literal("steps"),
    steps: z.array(objectOf<Arrivals<"steps">["steps"][number]>({ at: duration, rate: number })),
    spacing,
  }),
  daily: z.union([
    objectOf<Extract<Arrivals<"daily">, { readonly hourly: unknown }>>({
      ...day,
      hourly: z.array(number),
    }),
    objectOf<Exclude<Arrivals<"daily">, { readonly hourly: unknown }>>({
      ...day,
      mean: number,
      peak: number,
      peakAt: duration,
    }),
  ]),
  bursts: objectOf<Arrivals<"bursts">>({ type: z.literal("bursts"), quiet: phase, busy: phase }),
  recorded: objectOf<Arrivals<"recorded">>({
    type: z.literal("recorded"),
    instants: z.array(number),
    repeatEvery: duration.optional(),
  }),
  counts: objectOf<Arrivals<"counts">>({
    type: z.literal("counts"),
    every: duration,
    counts: z.array(number),
    repeatEvery: duration.optional(),
    spacing,
  }),
});

type Payload<Type extends PayloadSettings["type"]> = Extract<
  PayloadSettings,
  { readonly type: Type }
>;
const sized = { body: z.string(), size: count };
const payload = kindOf<PayloadSettings>({
  body: objectOf<Payload<"body">>({ type: z.literal("body"), ...sized }),
  size: objectOf<Payload<"size">>({ type: z.literal("size"), size: distribution }),
  list: objectOf<Payload<"list">>({
    type: z.literal("list"),
    bodies: z.array(objectOf<Payload<"list">["bodies"][number]>(sized)),
  }),
});

const attributeValue = objectOf<AttributeValue>({
  dataType: choiceOf<"String" | "Number">({ String: true, Number: true }),
  value: z.string(),
  weight: number.optional(),
});
const retry = objectOf<RetryConfig>({
  attempts: count.optional(),
  backoff: choiceOf<"fixed" | "exponential">({ fixed: true, exponential: true }).optional(),
  base: duration.optional(),
  factor: number.optional(),
  longest: duration.optional(),
  jitter: choiceOf<Jitter>({
    full: true,
    equal: true,
    decorrelated: true,
    none: true,
  }).optional(),
  failed: z.boolean().optional(),
  budget: objectOf<Partial<RetryBudget>>({
    tokens: count.optional(),
    retryCost: count.optional(),
    timeoutCost: count.optional(),
  }).optional(),
});

const httpRequest = {
  method: text.optional(),
  path: text.optional(),
  query: z.record(z.string(), z.union([text, z.array(text)])).optional(),
  headers: z.record(z.string(), text).optional(),
  version: z.enum(httpVersions).optional(),
};

const textBody = objectOf<NonNullable<MixedRequest["body"]>>({
  body: text,
  size: count,
  value: z.json().optional(),
  isBase64: z.boolean().optional(),
});

const workload = objectOf<Workload>({
  to: text,
  arrivals: arrivals.optional(),
  users: objectOf<Users>({
    count,
    think: distribution.optional(),
    over: duration.optional(),
  }).optional(),
  batch: objectOf<Batching>({ size: count.optional(), within: duration }).optional(),
  from: duration,
  until: duration.nullable(),
  payload,
  groups: z.array(objectOf<Workload["groups"][number]>({ id: text, weight: number })),
  invoke: z.enum(["request", "event"]).optional(),
  attributes: z
    .array(objectOf<WorkloadAttribute>({ name: text, values: z.array(attributeValue) }))
    .optional(),
  request: objectOf<HttpRequestSaid>(httpRequest).optional(),
  requests: z
    .array(
      objectOf<MixedRequest>({
        ...httpRequest,
        body: textBody.optional(),
        weight: number.optional(),
      }),
    )
    .optional(),
  session: z
    .array(
      objectOf<SessionStep>({
        ...httpRequest,
        name: text.optional(),
        to: text.optional(),
        body: textBody.optional(),
        isJson: z.boolean().optional(),
        think: distribution.optional(),
        share: number.optional(),
        times: count.optional(),
        keep: z.record(z.string(), text).optional(),
        continues: z.boolean().optional(),
      }),
    )
    .optional(),
  circuitBreaker: objectOf<BreakerConfig>({
    threshold: number.optional(),
    window: count.optional(),
    openFor: duration.optional(),
    trials: count.optional(),
    per: z.enum(["route", "caller"]).optional(),
  }).optional(),
  connections: objectOf<ConnectionsConfig>({
    keepAlive: z.boolean().optional(),
    most: count.optional(),
    idle: duration.optional(),
    setUp: duration.optional(),
  }).optional(),
  location: z.union([text, z.strictObject({ roundTrip: duration })]).optional(),
  extendedClient: objectOf<ExtendedClientSaid>({
    bucket: text,
    above: number.optional(),
  }).optional(),
  delay: duration.optional(),
  retry: retry.optional(),
  timeout: duration.optional(),
});

const consumer = objectOf<Consumer>({
  name: text.optional(),
  from: text,
  containers: count.optional(),
  concurrency: count.optional(),
  maxNumberOfMessages: count.optional(),
  waitTime: duration.optional(),
  visibilityTimeout: duration.optional(),
  pause: duration.optional(),
  duration: distribution.optional(),
  failures: number.optional(),
  onFailure: choiceOf<"leave" | "release">({ leave: true, release: true }).optional(),
  heartbeat: duration.optional(),
  deletes: choiceOf<"each" | "batch">({ each: true, batch: true }).optional(),
});

const call = objectOf<
  Omit<ProfileCall, "trail" | "caller" | "tellsChange" | "http" | "sessionToken">
>({
  type: z.literal("call"),
  service: text,
  operation: text,
  params: plainObject,
  perMessage: z.literal(true).optional(),
});

/** The schema of a form that a kind of resource declares. */
function schemaOf(form: Form): z.ZodType {
  switch (form) {
    case "number":
      return number;
    case "text":
      return text;
    case "truth":
      return z.boolean();
    case "law":
      return distribution;
    case "call":
      return call;
    case "value":
      return plain;
    default:
      if ("nullable" in form) return schemaOf(form.nullable).nullable();
      if ("list" in form) return z.array(schemaOf(form.list));
      if ("types" in form) return kindOf(typesOf(form.types));
      return z.strictObject(membersOf(form));
  }
}

function membersOf({ members, optional = {} }: FormOfObject): Record<string, z.ZodType> {
  const required = Object.entries(members).map(([name, form]) => [name, schemaOf(form)] as const);
  const others = Object.entries(optional).map(
    ([name, form]) => [name, schemaOf(form).optional()] as const,
  );
  return Object.fromEntries([...required, ...others]);
}

/** Schemas of objects by their `type`. */
const typesOf = (types: Readonly<Record<string, FormOfObject>>): Record<string, z.ZodType<never>> =>
  Object.fromEntries(
    Object.entries(types).map(([type, form]) => [
      type,
      z.strictObject({ type: z.literal(type), ...membersOf(form) }) as unknown as z.ZodType<never>,
    ]),
  );

type Fault<Type extends ScenarioFault["type"]> = Extract<ScenarioFault, { readonly type: Type }>;
const span = {
  name: text,
  to: text,
  sender: text.optional(),
  from: duration,
  until: duration,
  share: number,
  activation: number.optional(),
  group: text.optional(),
};
const direction = choiceOf<"request" | "reply">({ request: true, reply: true });
const fault = kindOf<ScenarioFault>({
  refuse: objectOf<Fault<"refuse">>({
    ...span,
    type: z.literal("refuse"),
    code: text,
    message: text,
  }),
  delay: objectOf<Fault<"delay">>({
    ...span,
    type: z.literal("delay"),
    direction,
    by: distribution,
  }),
  drop: objectOf<Fault<"drop">>({ ...span, type: z.literal("drop"), direction }),
  duplicate: objectOf<Fault<"duplicate">>({
    ...span,
    type: z.literal("duplicate"),
    by: distribution,
  }),
  crash: objectOf<Fault<"crash">>({ ...span, type: z.literal("crash") }),
  fail: objectOf<Fault<"fail">>({
    ...span,
    type: z.literal("fail"),
    errorType: text,
    errorMessage: text,
  }),
  slow: objectOf<Fault<"slow">>({
    ...span,
    type: z.literal("slow"),
    factor: number.nullable(),
    by: distribution.nullable(),
    untilTimeout: z.boolean(),
  }),
});

const metricNumber = {
  resource: text,
  metric: text,
  statistic: z
    .custom<Statistic>((given) => typeof given === "string" && isStatistic(given))
    .nullable(),
};
const bounds = {
  min: number.nullable(),
  max: number.nullable(),
  isStrict: z.literal(true).optional(),
};
const within = objectOf<Within>({
  from: duration.optional(),
  until: duration.optional(),
  afterLastFault: z.literal(true).optional(),
}).optional();
const expectation = z.union([
  objectOf<MetricMeasure & ExpectedBounds>({
    ...metricNumber,
    per: objectOf<MetricNumber>(metricNumber).optional(),
    within,
    ...bounds,
  }),
  objectOf<ConductMeasure & ExpectedBounds>({
    conduct: choiceOf<Conduct>({ recovery: true, losses: true, messages: true }),
    resource: text,
    except: z.array(choiceOf<ExceptedLoss>({ deadLetters: true, filteredOut: true })).optional(),
    within,
    ...bounds,
  }),
  objectOf<CostMeasure & ExpectedBounds>({
    cost: choiceOf({ run: true, hour: true, month: true }),
    ...bounds,
  }),
]);

/** Whatever a kind of resource may have beside AWS's parameters, in the forms that the kinds declare. */
const extras = z.strictObject(
  Object.fromEntries(
    [...allKinds.values()].flatMap(({ extras: own = {} }) =>
      Object.entries(own).map(([param, { form }]) => [param, schemaOf(form).optional()] as const),
    ),
  ),
) as unknown as z.ZodType<Extras>; // The kinds take what they find of these forms.

type Said<Type extends ActionSaid["type"]> = Extract<ActionSaid, { readonly type: Type }>;

const byName = <Value>(schema: z.ZodType<Value>) => z.record(z.string(), schema);

/** All of a {@link Scenario}, as a run file holds it. */
export const runScenario = objectOf<Scenario>({
  architecture: z.array(
    objectOf<ArchitectureOperation>({
      logicalId: text,
      service: text,
      operation: text,
      params: plainObject,
    }),
  ),
  asOf: date,
  startsAt: date,
  region: text,
  accountId: z.string().regex(/^\d{12}$/, "12 digits"),
  quotas: byName(number).optional(),
  iam: objectOf<PolicyConfig>({
    mode: choiceOf<PolicyConfig["mode"]>({ warn: true, enforce: true }),
    serviceControlPolicies: z.array(plainObject).optional(),
    resourceControlPolicies: z.array(plainObject).optional(),
  }).optional(),
  duration,
  workloads: z.array(workload),
  consumers: z.array(consumer).optional(),
  extras: byName(extras).optional(),
  latencies: byName(distribution),
  assumptions: byName(number).optional(),
  logs: z.boolean().optional(),
  unmodeled: byName(
    objectOf<UnmodeledAnswer>({
      after: distribution.optional(),
      response: plain.optional(),
      error: objectOf<NonNullable<UnmodeledAnswer["error"]>>({
        code: text,
        message: text,
      }).optional(),
      share: number.optional(),
    }),
  ).optional(),
  faults: z.array(fault),
  actions: z
    .array(
      objectOf<ScenarioAction>({
        at: duration,
        do: kindOf<ActionSaid>({
          line: objectOf<Said<"line">>({ type: z.literal("line"), line: text }),
          call: objectOf<Said<"call">>({
            type: z.literal("call"),
            service: text,
            operation: text,
            params: plainObject,
          }),
          deploy: objectOf<Said<"deploy">>({
            type: z.literal("deploy"),
            line: text,
            stack: text.optional(),
            branches: z.array(updateBranch),
          }),
        }),
      }),
    )
    .optional(),
  expectations: z.array(expectation),
  leftOut: z.array(objectOf<LeftOut>({ resource: text, type: text, what: text })).optional(),
  constructPaths: z.record(text, text).optional(),
});
