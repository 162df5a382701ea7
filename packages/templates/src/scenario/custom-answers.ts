import type { Script, ScriptContext, Scripts } from "@orrery/aws";
import type { Plain } from "@orrery/kernel";

/** What a script has answered to the request of a custom resource. */
export interface ScriptAnswer {
  readonly logicalId: string;
  /** What it returned. */
  readonly returned: unknown;
}

/**
 * Scripts of which `hear` is told what they return to requests of CloudFormation. A function of AWS puts its answer to
 * the request's `ResponseURL`; a script returns it, as nobody has URLs here.
 */
export const answering = (scripts: Scripts, hear: (answer: ScriptAnswer) => void): Scripts =>
  Object.fromEntries(
    Object.entries(scripts).map(([name, script]) => [name, heard(script, hear)] as const),
  );

function heard(script: Script, hear: (answer: ScriptAnswer) => void): Script {
  return (event: unknown, context: ScriptContext) => {
    const ids = requestedIn(event);
    const steps = script(event, context);
    // What is no generator is said to be none by who runs it.
    if (ids.length === 0 || typeof Reflect.get(Object(steps), "next") !== "function") return steps;
    const told = <Result extends IteratorResult<unknown>>(result: Result): Result => {
      if (result.done === true) {
        for (const logicalId of ids) hear({ logicalId, returned: result.value });
      }
      return result;
    };
    const listened: typeof steps = {
      next: (...answer) => told(steps.next(...answer)),
      throw: (error) => told(steps.throw(error)),
      return: (value) => steps.return(value),
      [Symbol.iterator]: () => listened,
      [Symbol.dispose]: () => void listened.return(undefined),
    };
    return listened;
  };
}

/** The custom resources that an event asks for: by itself, or in messages of a topic. */
function requestedIn(event: unknown): readonly string[] {
  const records = memberOf(event, "Records");
  const messages = (Array.isArray(records) ? records : []).map((record: unknown) =>
    jsonIn(memberOf(memberOf(record, "Sns"), "Message")),
  );
  return [event, ...messages].flatMap((request) => {
    const id = memberOf(request, "LogicalResourceId");
    const isRequest = memberOf(request, "ResponseURL") !== undefined;
    return isRequest && typeof id === "string" ? [id] : [];
  });
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (Reflect.get(value, name) as unknown)
    : undefined;

function jsonIn(text: unknown): Plain | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return undefined;
  }
}
