import { seconds, type Plain } from "@orrery/kernel";
import {
  call,
  RuntimeExit,
  wait,
  type PlainObject,
  type Script,
  type ScriptContext,
  type Scripts,
} from "@orrery/aws";

/** What functions printed, as their log would have it. */
export class Printout {
  /** By function, and there by invocation in the order of their beginning. */
  private readonly lines = new Map<string, Map<string, readonly string[]>>();

  /** The lines of a function. */
  linesOf(functionName: string): readonly string[] {
    return [...(this.lines.get(functionName)?.values() ?? [])].flat();
  }

  /** Keeps what an invocation prints. A script that is run again prints the same again. */
  keep({ functionName, awsRequestId }: ScriptContext, lines: readonly string[]): void {
    let invocations = this.lines.get(functionName);
    if (invocations === undefined) {
      invocations = new Map<string, readonly string[]>();
      this.lines.set(functionName, invocations);
    }
    invocations.set(awsRequestId, lines);
  }
}

/** What a function does whose runtime is started by a file that is not there. */
export const missingWrapper = "missing-wrapper";

const kilobyte = 1_024;

/** Functions that traces name and that are not there, by what they would need. */
export const missingHandlers: Readonly<Record<string, string>> = {
  "3bc140a9": "asks for facts of the sandbox",
  "8a98058f": "stores objects in S3",
  bf67765c: "asks for facts of the sandbox",
};

/**
 * What a function returns whose code a case brings along, where that code prints its event and returns a literal of
 * Python; `undefined` for other code.
 */
export function broughtHandlerOf(code: string): string | undefined {
  const form =
    /^\s*import json\s+def handler\(event, context\):\s+print\(json\.dumps\(event\)\)\s+return\b([^\n]*)\s*$/;
  const returned = form.exec(code)?.[1]?.trim();
  if (returned === undefined) return undefined;
  const json = returned === "" ? "null" : returned.replaceAll("'", '"').replaceAll("None", "null");
  return returnedByBrought
    .map(broughtName)
    .find((name) => name === `returns ${json.replaceAll(" ", "")}`);
}

/** What code that cases bring along returns. */
const returnedByBrought: readonly Plain[] = [
  null,
  [],
  {},
  { batchItemFailures: null },
  { batchItemFailures: [] },
];
const broughtName = (value: Plain): string => `returns ${JSON.stringify(value)}`;

/** The functions that traces name, by their `handlerId`. They print into `printout`. */
export function handlersPrintingTo(printout: Printout): Scripts {
  const echo: Script = function* (event: Plain) {
    return event;
  };
  const printedEcho: Script = function* (event: Plain, context) {
    printout.keep(context, [JSON.stringify(event)]);
    return event;
  };
  const counter: Script = function* (_, { environmentState }) {
    const counter = Number(environmentState.counter ?? 0);
    environmentState.counter = counter + 1;
    return { counter };
  };
  const exit: Script = function* () {
    throw new RuntimeExit();
  };
  const brought = returnedByBrought.map((value): [string, Script] => [
    broughtName(value),
    function* (event: Plain, context) {
      printout.keep(context, [JSON.stringify(event)]);
      return value;
    },
  ]);
  return {
    ...Object.fromEntries(brought),
    ab9ba7c1: echo,
    // Bytes, which the runtime writes as a text.
    "8d09ea60": function* () {
      return "HelloWorld!";
    },
    "79eb7057": printedEcho,
    "6efc8e59": raising("Exception", "Some exception was raised."),
    "870833ad": raising("CustomException", "some error occurred"),
    "06ba340f": function* (event: Plain) {
      return JSON.parse(textIn(event, "body")) as Plain; // A JSON document.
    },
    "04aa573f": function* (event: Plain) {
      return "a".repeat(Number(memberOf(event, "bytenum")));
    },
    c9799c76: function* () {
      return "a".repeat(257 * kilobyte);
    },
    "0f980d5f": counter,
    "47e14c18": counter,
    "656006d5": function* (event: Plain, { functionName }) {
      yield* sleep(memberOf(event, "sleep"));
      const parameters = { FunctionName: functionName };
      const configuration = yield call("lambda", "GetFunctionConfiguration", parameters);
      return memberOf(memberOf(configuration, "Environment"), "Variables") ?? {};
    },
    "7038719c": function* (event: Plain) {
      yield* sleep(memberOf(event, "wait"));
      return null;
    },
    f2612b91: function* (event: Plain) {
      yield* sleep(60);
      return event;
    },
    [missingWrapper]: function* () {
      throw new RuntimeExit(127);
    },
    "0869abf9": function* (event: Plain, context) {
      if (
        [event, ...recordsIn(event)].some((each) => memberOf(each, "raise_error") !== undefined)
      ) {
        const error = new Error("Test exception (this is intentional)");
        throw Object.assign(error, { name: "Exception" });
      }
      return {
        event,
        context: {
          invoked_function_arn: context.invokedFunctionArn,
          function_version: context.functionVersion,
          function_name: context.functionName,
          memory_limit_in_mb: context.memoryLimitInMB,
          aws_request_id: context.awsRequestId,
          log_group_name: context.logGroupName,
          log_stream_name: context.logStreamName,
          client_context: context.clientContext ?? null,
        },
      };
    },
    "478ef1bd": function* (event: Plain, context) {
      const told = {
        function_version: context.functionVersion,
        CUSTOM_VAR: process.env["CUSTOM_VAR"] ?? null,
        event,
      };
      printout.keep(context, [JSON.stringify(told)]);
      return told;
    },
    "4f5fc8df": exit,
    "9135f2ed": exit,
    a7111dc8: function* (_, { awsRequestId }) {
      // As Python's logger does; at which time, a script does not know.
      console.log(`[INFO]\t1970-01-01T00:00:00.000Z\t${awsRequestId}\tRequestId log message`);
      return awsRequestId;
    },
    fdfd0efc: function* (event: Plain) {
      return `input-event-${JSON.stringify(event).replaceAll('"', "'")}`; // As Python prints a list of texts.
    },
  };
}

const raising = (name: string, message: string): Script =>
  function* () {
    throw Object.assign(new Error(message), { name });
  };

function* sleep(duration: Plain | undefined): ReturnType<Script> {
  if (typeof duration === "number" && duration > 0) yield wait(seconds(duration));
  return null;
}

function memberOf(value: Plain | undefined, name: string): Plain | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as PlainObject)[name]; // Neither a list nor a scalar.
}

/** What the records of a Kinesis stream hold, as documents. */
function recordsIn(event: Plain): readonly Plain[] {
  const records = memberOf(event, "Records");
  return (Array.isArray(records) ? (records as readonly Plain[]) : []).flatMap((record) => {
    const data = memberOf(memberOf(record, "kinesis"), "data");
    return typeof data === "string" ? [JSON.parse(atob(data)) as Plain] : [];
  });
}

function textIn(event: Plain, name: string): string {
  const text = memberOf(event, name);
  return typeof text === "string" ? text : JSON.stringify(text ?? null);
}
