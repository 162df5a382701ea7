import { search } from "@aws-lambda-powertools/jmespath";
import type { Acceptor, Waiter } from "../../packages/aws/src/request/api-facts.ts";
import { BotoError, type BotoClient } from "./boto-client.ts";
import { modelOf, pythonName } from "./boto-model.ts";
import { isList, isObject, memberOf, type Value, type ValueObject } from "./value.ts";

/** The waiter of a service that boto3 names so; `undefined` for one that AWS's model does not have. */
export const waiterNamed = (service: string, name: string): Waiter | undefined =>
  Object.entries(modelOf(service).waiters).find(([each]) => pythonName(each) === name)?.[1];

/**
 * Repeats a waiter's operation, letting time pass, until its acceptors say that it is done, as boto3 does.
 *
 * @returns why it gave up; `undefined` when it is done.
 * @throws BotoError for a refusal that no acceptor knows.
 */
export function waitFor(
  name: string,
  service: string,
  params: ValueObject,
  client: BotoClient,
): string | undefined {
  const waiter = waiterNamed(service, name);
  if (waiter === undefined) return `waiter ${name} is not known`;
  const operation = pythonName(waiter.operation);
  for (let attempt = 1; ; attempt += 1) {
    const { response, error } = attemptOf(service, operation, params, client);
    const acceptor = waiter.acceptors.find((each) => matches(each, response));
    if (acceptor === undefined && error !== undefined) throw error;
    if (acceptor?.state === "success") return undefined;
    if (acceptor?.state === "failure") {
      return `waiter ${name} gave up at ${acceptor.argument ?? acceptor.matcher} ${acceptor.expected}`;
    }
    if (attempt >= waiter.attempts) return `waiter ${name} gave up after ${attempt} attempts`;
    client.advance(waiter.delay * 1_000_000);
  }
}

function attemptOf(
  service: string,
  operation: string,
  params: ValueObject,
  client: BotoClient,
): { readonly response: ValueObject; readonly error?: BotoError } {
  try {
    return { response: client.call(service, operation, params) };
  } catch (error) {
    if (!(error instanceof BotoError)) throw error;
    const response = error.value.response;
    return { response: isObject(response) ? response : {}, error };
  }
}

/** Whether an acceptor is about this response (botocore, `waiter.py`). */
function matches({ matcher, argument = "", expected }: Acceptor, response: ValueObject): boolean {
  const found = (): Value => search(argument, response, {}) as Value; // JSON and bytes.
  const items = (): readonly Value[] => {
    const list = found();
    return isList(list) ? list : [];
  };
  switch (matcher) {
    case "path":
      return found() === expected;
    case "pathAll":
      return items().length > 0 && items().every((item) => item === expected);
    case "pathAny":
      return items().includes(expected);
    case "status":
      return memberOf(response.ResponseMetadata, "HTTPStatusCode") === expected;
    case "error": {
      const code = memberOf(response.Error, "Code");
      return typeof expected === "boolean" ? expected === (code !== undefined) : code === expected;
    }
  }
}
