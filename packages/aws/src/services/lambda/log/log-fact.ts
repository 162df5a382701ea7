import type { Duration, Instant, Plain } from "@orrery/kernel";

/** How much a line matters, the least first. */
export const logLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;
/** One of them. */
export type LogLevel = (typeof logLevels)[number];

/** Where and how a function logs. Plain data. */
export interface LogSettings {
  /** Such as `/aws/lambda/Worker`. */
  readonly group: string;
  readonly format: "Text" | "JSON";
  /** Of logs in JSON: what the handler prints below this is left out. */
  readonly applicationLevel: LogLevel;
  /** Of logs in JSON: what Lambda writes below this is left out. */
  readonly systemLevel: LogLevel;
}

/** An execution environment as its log stream has it. A value. */
export interface LogStream {
  /** Which of the function's environments, from 1. */
  readonly number: number;
  /** When it was made. */
  readonly at: Instant;
  /** Of the function: `$LATEST`, or the number of a version. */
  readonly version: string;
  readonly initialization: InitializationType;
  readonly log: LogSettings;
  /** `null` for an image. */
  readonly runtime: string | null;
  /** In MB. */
  readonly memorySize: number;
  readonly timeout: Duration;
}

/** As `AWS_LAMBDA_INITIALIZATION_TYPE` has it. */
export type InitializationType = "on-demand" | "provisioned-concurrency" | "snap-start";

/** What happened in an environment, of which some lines are written once somebody reads them. A value. */
export type LogFact =
  | InitStarted
  | InitReported
  | RestoreStarted
  | RestoreReported
  | InvocationStarted
  | Printed
  | InvocationEnded;

interface Fact {
  /** Whose stream it belongs to: {@link LogStream.number}. */
  readonly stream: number;
  readonly at: Instant;
}

/** Its Init phase begins. */
export interface InitStarted extends Fact {
  readonly type: "initStarted";
}

/** Its Init phase is over and says so: one that went wrong, and one that no invocation waited for. */
export interface InitReported extends Fact {
  readonly type: "initReported";
  readonly duration: Duration;
  /** Of a phase that is repeated inside an invocation: `invoke`. */
  readonly phase: "init" | "invoke";
  readonly status: "success" | "timeout" | "error";
  /** Of an error. */
  readonly errorType: string | null;
}

/** Its snapshot begins to be restored. */
export interface RestoreStarted extends Fact {
  readonly type: "restoreStarted";
}

/** Its snapshot is restored. */
export interface RestoreReported extends Fact {
  readonly type: "restoreReported";
  readonly duration: Duration;
}

/** An invocation begins. */
export interface InvocationStarted extends Fact {
  readonly type: "started";
  /** What its request id is made of. */
  readonly request: number;
}

/** Its handler prints. */
export interface Printed extends Fact {
  readonly type: "printed";
  readonly request: number;
  readonly level: LogLevel;
  readonly text: string;
}

/** An invocation is over. */
export interface InvocationEnded extends Fact {
  readonly type: "ended";
  readonly request: number;
  readonly duration: Duration;
  readonly billedDuration: Duration;
  /** Of the Init phase before it that it reports; 0: none. */
  readonly initDuration: Duration;
  /** In MB. */
  readonly memoryUsed: number;
  /** What went wrong, as the caller hears it; `null`: nothing. */
  readonly error: Plain;
  readonly ending: Ending;
  /** Of an invocation that is traced: as the trace header has it. */
  readonly traced: TracedInvocation | null;
}

/** How an invocation ended, as far as logs tell. */
export type Ending =
  /** It returned. */
  | "returned"
  /** Its handler threw. */
  | "threw"
  | "timeout"
  /** Its process ended. */
  | "exit"
  /** Its response was too large. */
  | "tooLarge";

/** An invocation of which X-Ray keeps a trace. */
export interface TracedInvocation {
  /** Such as `1-5759e988-bd862e3fe1be46a994272793`. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly segmentId: string;
}

/** Whether a line of a level is written where those below `least` are not. */
export const isWritten = (level: LogLevel, least: LogLevel): boolean =>
  logLevels.indexOf(level) >= logLevels.indexOf(least);
