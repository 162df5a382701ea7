import type { Plain } from "@orrery/kernel";
import { runtimeFailure, type StateFailure } from "../failure.ts";
import type { Frame } from "../frame.ts";
import { finderOf } from "../json-query.ts";
import { jsonPathOf } from "../json-path/json-path.ts";
import { PathError } from "../json-path/segments.ts";
import type { Query } from "../query.ts";
import { callOf, unescaped, type Argument, type Call } from "./argument.ts";
import { intrinsicFunctions, IntrinsicError } from "./functions.ts";
import { formatOf } from "./format.ts";

/** Whether a value with `.$` behind its key is a call, and no path. */
export const isIntrinsic = (text: string): boolean => /^\s*States\./u.test(text);

/** Compiles a call of an intrinsic function. @throws {PathError} for what is none. */
export const intrinsicOf = (text: string): Query => compiled(callOf(text));

function compiled(call: Call): Query {
  const work = workOf(call);
  const queries = call.arguments.map((each) => argumentOf(each, call));
  return (data, frame, given) => {
    const values = queries.map((each) => each(data, frame, given));
    try {
      return work(values, frame);
    } catch (failure) {
      if (failure instanceof IntrinsicError) throw failed(call, failure.message);
      throw failure;
    }
  };
}

type Work = (values: readonly Plain[], frame: Frame) => Plain;

function workOf(call: Call): Work {
  if (call.name === "States.Format") return formatOf(call);
  const known = intrinsicFunctions[call.name];
  if (known === undefined || !Object.hasOwn(intrinsicFunctions, call.name)) {
    throw new PathError(`No function '${call.name}'`);
  }
  const count = call.arguments.length;
  if (count < known.least || count > known.most) {
    throw new PathError(`${call.name} has not ${count} arguments`);
  }
  return known.work;
}

function argumentOf(argument: Argument, call: Call): Query {
  switch (argument.type) {
    case "call":
      return compiled(argument.call);
    case "value":
      return () => argument.value;
    case "text": {
      const text = unescaped(argument.raw);
      return () => text;
    }
    case "path": {
      const find = finderOf(jsonPathOf(argument.text));
      return (data, frame) => {
        const found = find(data, frame);
        if (found !== undefined) return found;
        throw failed(
          call,
          `The JsonPath argument for the field '${argument.text}' could not be found in the input '${JSON.stringify(data)}'`,
        );
      };
    }
  }
}

const failed = (call: Call, why: string): StateFailure =>
  runtimeFailure(`The function '${call.text}' had the following error: ${why}`);
