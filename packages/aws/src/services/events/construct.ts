import { ConfigError, durationOf, shownValue, type DurationSaid, type Plain } from "@orrery/kernel";
import { readSettings } from "../../service/setting-reading.ts";
import { answerOf, type ConstructScope } from "../../service/construct.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";
import { endpointAnswers } from "./extras.ts";
import { type RuleTargetInput } from "./target-input-construct.ts";

// What the namespace `events` holds, with the names of the CDK's `aws-cdk-lib/aws-events`.

export { EventField, RuleTargetInput } from "./target-input-construct.ts";

/** A bus that rules may be on: one of the stack, or the default bus. */
export interface IEventBus {
  readonly eventBusName: string;
  readonly eventBusArn: string;
}

/** How a bus is configured. What is left out takes the default of EventBridge. */
export interface EventBusProps {
  /** @defaultValue made of the stack's name and the id */
  readonly eventBusName?: string;
  readonly description?: string;
}

/** How an archive of a bus is configured. */
export interface ArchiveProps {
  /** @defaultValue made of the stack's name and the id */
  readonly archiveName?: string;
  readonly description?: string;
  /** Which events it keeps. @defaultValue all */
  readonly eventPattern?: EventPattern;
  /** How long events are kept, whole days. @defaultValue for ever */
  readonly retention?: DurationSaid;
}

/** An event bus. */
export class EventBus implements IEventBus {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly eventBusName: string;
  readonly eventBusArn: string;
  private readonly stack: ConstructScope;

  /**
   * Makes an event bus.
   *
   * ```ts
   * const bus = new events.EventBus(stack, "Bus");
   * new events.Rule(stack, "Paid", {
   *   eventBus: bus,
   *   eventPattern: { source: ["shop"], detailType: ["Order Paid"] },
   *   targets: [new targets.SqsQueue(queue)],
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: EventBusProps = {}) {
    const { eventBusName, description } = props;
    this.id = id;
    this.stack = stack;
    this.eventBusName = eventBusName ?? stack.physicalName(id);
    this.eventBusArn = stack.arnOf("events", `event-bus/${this.eventBusName}`);
    stack.add("events", "CreateEventBus", id, {
      Name: this.eventBusName,
      ...(description === undefined ? {} : { Description: description }),
    });
  }

  /** A bus by its name: `default` is in every account. */
  static fromEventBusName(stack: ConstructScope, _id: string, eventBusName: string): IEventBus {
    return { eventBusName, eventBusArn: stack.arnOf("events", `event-bus/${eventBusName}`) };
  }

  /** Keeps the events of the bus, so that they can be replayed. @throws ConfigError when the id is taken. */
  archive(id: string, props: ArchiveProps = {}): Archive {
    return new Archive(this.stack, id, { ...props, sourceEventBus: this });
  }
}

/** An archive of the events of a bus. */
export class Archive {
  /** Its logical id. */
  readonly id: string;
  readonly archiveName: string;
  readonly archiveArn: string;

  /**
   * Keeps the events of a bus, so that they can be replayed.
   *
   * @throws ConfigError when the retention is no whole days, and when the id is taken.
   */
  constructor(
    stack: ConstructScope,
    id: string,
    props: ArchiveProps & { readonly sourceEventBus: IEventBus },
  ) {
    const { archiveName, description, eventPattern, retention, sourceEventBus } = props;
    this.id = id;
    this.archiveName = (archiveName ?? stack.physicalName(id)).slice(0, 48);
    this.archiveArn = stack.arnOf("events", `archive/${this.archiveName}`);
    const path = `archive "${id}" retention`;
    stack.add("events", "CreateArchive", id, {
      ArchiveName: this.archiveName,
      EventSourceArn: sourceEventBus.eventBusArn,
      ...(description === undefined ? {} : { Description: description }),
      ...(eventPattern === undefined ? {} : { EventPattern: patternText(eventPattern) }),
      ...(retention === undefined ? {} : { RetentionDays: wholeDays(path, retention) }),
    });
  }
}

const day = 86_400_000_000;

function wholeDays(path: string, said: DurationSaid): number {
  const duration = durationOf(path, said);
  if (duration % day === 0) return duration / day;
  throw new ConfigError(path, "whole days", shownValue(said));
}

/** Which events a rule wants. Lists of values, or of operators such as `{ prefix: "a" }`. */
export interface EventPattern {
  readonly source?: readonly Plain[];
  readonly detailType?: readonly Plain[];
  readonly detail?: { readonly [key: string]: Plain };
  readonly account?: readonly Plain[];
  readonly region?: readonly Plain[];
  readonly resources?: readonly Plain[];
  readonly id?: readonly Plain[];
  readonly time?: readonly Plain[];
  readonly version?: readonly Plain[];
}

const patternText = ({ detailType, ...rest }: EventPattern): string =>
  JSON.stringify({ ...rest, ...(detailType === undefined ? {} : { "detail-type": detailType }) });

/** The fields of a schedule by the clock, in UTC; what is left out is any. */
export interface CronOptions {
  readonly minute?: string;
  readonly hour?: string;
  readonly day?: string;
  readonly month?: string;
  readonly weekDay?: string;
  readonly year?: string;
}

/** When a rule runs by itself. */
export class Schedule {
  readonly expressionString: string;

  private constructor(expressionString: string) {
    this.expressionString = expressionString;
  }

  /** As AWS writes it, such as `rate(5 minutes)`. */
  static expression(expression: string): Schedule {
    return new Schedule(expression);
  }

  /** Every so often: whole minutes. @throws ConfigError */
  static rate(duration: DurationSaid): Schedule {
    const seconds = wholeSeconds("schedule rate", duration);
    if (seconds < 60 || seconds % 60 !== 0) {
      throw new ConfigError("schedule rate", "whole minutes, one at least", shownValue(duration));
    }
    const minutes = seconds / 60;
    const units = [
      [1_440, "day"],
      [60, "hour"],
      [1, "minute"],
    ] as const;
    const [size, name] = units.find(([each]) => minutes % each === 0)!; // Of minutes it is.
    const count = minutes / size;
    return new Schedule(`rate(${count} ${name}${count === 1 ? "" : "s"})`);
  }

  /** By the clock, in UTC. @throws ConfigError where it has a day of the month and of the week. */
  static cron(options: CronOptions): Schedule {
    const { minute = "*", hour = "*", month = "*", year = "*", weekDay } = options;
    if (weekDay !== undefined && options.day !== undefined) {
      throw new ConfigError("schedule cron", "day or weekDay", "both");
    }
    const date = weekDay === undefined ? (options.day ?? "*") : "?";
    return new Schedule(`cron(${minute} ${hour} ${date} ${month} ${weekDay ?? "?"} ${year})`);
  }
}

/** What a rule brings events to, such as a `targets.SqsQueue`. */
export interface IRuleTarget {
  /** The target of a rule. */
  bind(rule: Rule, id: string): RuleTargetConfig;
}

/** A target that is not put yet. */
export interface RuleTargetConfig {
  readonly arn: string;
  readonly input?: RuleTargetInput;
  /** @defaultValue 24h */
  readonly maxEventAge?: DurationSaid;
  /** 0 to 185. @defaultValue 185 */
  readonly retryAttempts?: number;
  readonly deadLetterQueue?: { readonly queueArn: string };
  /** Members of the target in AWS's words, such as SqsParameters. */
  readonly parameters?: PlainObject;
}

/** How a rule is configured. What is left out takes the default of EventBridge. */
export interface RuleProps {
  /** @defaultValue made of the stack's name and the id */
  readonly ruleName?: string;
  readonly description?: string;
  /** @defaultValue true */
  readonly enabled?: boolean;
  readonly eventPattern?: EventPattern;
  readonly schedule?: Schedule;
  /** @defaultValue the default bus */
  readonly eventBus?: IEventBus;
  readonly targets?: readonly IRuleTarget[];
}

/** A rule, which brings the events that it wants to its targets. */
export class Rule {
  /** Its logical id. */
  readonly id: string;
  readonly ruleName: string;
  readonly ruleArn: string;
  private readonly stack: ConstructScope;
  private readonly bus: IEventBus | undefined;
  private targetCount = 0;

  /**
   * Makes a rule on a bus.
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when it has neither a pattern nor a schedule, when a setting of a target cannot be, and when
   *   the id is taken.
   */
  constructor(stack: ConstructScope, id: string, props: RuleProps) {
    const { ruleName, description, enabled = true, eventPattern, schedule, eventBus } = props;
    if (eventPattern === undefined && schedule === undefined) {
      throw new ConfigError(`rule "${id}"`, "an eventPattern or a schedule", "neither");
    }
    this.id = id;
    this.stack = stack;
    this.bus = eventBus;
    this.ruleName = (ruleName ?? stack.physicalName(id)).slice(0, 64);
    const isDefault = eventBus === undefined || eventBus.eventBusName === "default";
    const path = isDefault ? this.ruleName : `${eventBus.eventBusName}/${this.ruleName}`;
    this.ruleArn = stack.arnOf("events", `rule/${path}`);
    stack.add("events", "PutRule", id, {
      Name: this.ruleName,
      State: enabled ? "ENABLED" : "DISABLED",
      ...this.onBus(),
      ...(description === undefined ? {} : { Description: description }),
      ...(eventPattern === undefined ? {} : { EventPattern: patternText(eventPattern) }),
      ...(schedule === undefined ? {} : { ScheduleExpression: schedule.expressionString }),
    });
    for (const target of props.targets ?? []) this.addTarget(target);
  }

  private onBus(): PlainObject {
    return this.bus === undefined ? {} : { EventBusName: this.bus.eventBusName };
  }

  /** Brings events to something, such as `new targets.SqsQueue(queue)`. @throws ConfigError */
  addTarget(target: IRuleTarget): void {
    const id = `Target${this.targetCount}`;
    this.targetCount += 1;
    const bound = target.bind(this, id);
    const { arn, input, maxEventAge, retryAttempts, deadLetterQueue, parameters = {} } = bound;
    const path = `rule "${this.id}" ${id} maxEventAge`;
    const retry = {
      ...(retryAttempts === undefined ? {} : { MaximumRetryAttempts: retryAttempts }),
      ...(maxEventAge === undefined
        ? {}
        : { MaximumEventAgeInSeconds: wholeSeconds(path, maxEventAge) }),
    };
    const params: PlainObject = {
      Id: id,
      Arn: arn,
      ...input?.rendered,
      ...(Object.keys(retry).length === 0 ? {} : { RetryPolicy: retry }),
      ...(deadLetterQueue === undefined
        ? {}
        : { DeadLetterConfig: { Arn: deadLetterQueue.queueArn } }),
      ...parameters,
    };
    this.stack.add("events", "PutTargets", `${this.id}${id}`, {
      Rule: this.ruleName,
      ...this.onBus(),
      Targets: [params],
    });
  }
}

/** With what requests to an API destination are authorized. */
export class Authorization {
  /** In AWS's words. */
  readonly params: PlainObject;

  private constructor(params: PlainObject) {
    this.params = params;
  }

  /** A key in a header. */
  static apiKey(name: string, value: string): Authorization {
    const key = { ApiKeyName: name, ApiKeyValue: value };
    return new Authorization({
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: key },
    });
  }

  /** A name and a password. */
  static basic(username: string, password: string): Authorization {
    const basic = { Username: username, Password: password };
    return new Authorization({
      AuthorizationType: "BASIC",
      AuthParameters: { BasicAuthParameters: basic },
    });
  }
}

/** How a connection is configured. */
export interface ConnectionProps {
  /** @defaultValue made of the stack's name and the id */
  readonly connectionName?: string;
  readonly authorization: Authorization;
  readonly description?: string;
}

/** A connection, with which API destinations authorize their requests. */
export class Connection {
  /** Its logical id. */
  readonly id: string;
  readonly connectionName: string;
  /** Known once it is deployed: a token. */
  readonly connectionArn: string;

  /** Makes a connection. @throws ConfigError when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: ConnectionProps) {
    const { connectionName, authorization, description } = props;
    this.id = id;
    this.connectionName = (connectionName ?? stack.physicalName(id)).slice(0, 64);
    this.connectionArn = answerOf(id, "ConnectionArn");
    stack.add("events", "CreateConnection", id, {
      Name: this.connectionName,
      ...(description === undefined ? {} : { Description: description }),
      ...authorization.params,
    });
  }
}

/** One of {@link HttpMethod}, or its text. */
export type HttpMethod = (typeof HttpMethod)[keyof typeof HttpMethod];
/** The method of requests to an API destination. */
export const HttpMethod = {
  POST: "POST",
  GET: "GET",
  HEAD: "HEAD",
  OPTIONS: "OPTIONS",
  PUT: "PUT",
  PATCH: "PATCH",
  DELETE: "DELETE",
} as const;

/** How an endpoint outside answers, as scenario files say it. */
export interface EndpointAnswersInput {
  /** The share of requests that fail, such as `"5%"`. @defaultValue none */
  readonly failures?: number | string;
  /** The HTTP status of those. @defaultValue 500 */
  readonly status?: number;
  /** How long an answer takes: a duration or a law. */
  readonly latency?: unknown;
  /** Seconds that a failed request is told to wait. */
  readonly retryAfter?: number;
}

/** How an API destination is configured. */
export interface ApiDestinationProps {
  /** @defaultValue made of the stack's name and the id */
  readonly apiDestinationName?: string;
  readonly connection: Connection;
  /** A URL. */
  readonly endpoint: string;
  /** @defaultValue POST */
  readonly httpMethod?: HttpMethod;
  /** 1 to 300. @defaultValue 300 */
  readonly rateLimitPerSecond?: number;
  readonly description?: string;
  /** How the endpoint answers. @defaultValue it takes everything */
  readonly answers?: EndpointAnswersInput;
}

/** An endpoint of HTTP outside AWS. */
export class ApiDestination {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly apiDestinationName: string;
  /** Known once it is deployed: a token. */
  readonly apiDestinationArn: string;

  /** Makes an API destination. @throws ConfigError when a setting cannot be, and when the id is taken. */
  constructor(stack: ConstructScope, id: string, props: ApiDestinationProps) {
    const { apiDestinationName, connection, endpoint, httpMethod = "POST", answers } = props;
    const { rateLimitPerSecond, description } = props;
    this.id = id;
    this.apiDestinationName = (apiDestinationName ?? stack.physicalName(id)).slice(0, 64);
    this.apiDestinationArn = answerOf(id, "ApiDestinationArn");
    stack.add("events", "CreateApiDestination", id, {
      Name: this.apiDestinationName,
      ConnectionArn: connection.connectionArn,
      InvocationEndpoint: endpoint,
      HttpMethod: httpMethod,
      ...(description === undefined ? {} : { Description: description }),
      ...(rateLimitPerSecond === undefined
        ? {}
        : { InvocationRateLimitPerSecond: rateLimitPerSecond }),
    });
    if (answers === undefined) return;
    const { settings, read } = endpointAnswers.section;
    stack.say(id, {
      Answers: read(readSettings(`API destination "${id}" answers`, settings, answers)),
    });
  }
}
