import { NotModeledError, type BotoClient } from "./boto-client.ts";
import { broughtHandlerOf, missingHandlers, missingWrapper } from "./handlers.ts";
import { isList, isObject, memberOf, show, type Value, type ValueObject } from "./value.ts";
import { waitFor } from "./waiter.ts";

/** How the steps of a test suite's helpers end: with a value, or with what contradicts. */
export type HelperResult = { readonly value: Value } | { readonly why: string };

/** A function of a test suite that waits for something; traces name it with its arguments. */
type Helper = (args: readonly Value[], client: BotoClient) => HelperResult;

const microsecondsInSecond = 1_000_000;
/** What the suite's helper waits before it reads a log. */
const logDelay = 3;
/** What the suite's helper gives a function that says nothing of it. */
const defaultTimeout = 30;

/**
 * Makes a function as the suite's fixture does, waits until it is active, and does what `handlerId`
 * says when it is invoked.
 *
 * @returns as the fixture: the responses of the operations.
 */
function createLambdaFunction(
  params: ValueObject,
  handlerId: string,
  client: BotoClient,
): ValueObject {
  const { func_name, handler_file, runtime, handler, role, timeout, envvars, ...others } = params;
  const name = String(func_name);
  // Wrappers that cases name are files that are not there.
  const hasWrapper = isObject(envvars) && "AWS_LAMBDA_EXEC_WRAPPER" in envvars;
  const response = client.call("lambda", "create_function", {
    FunctionName: name,
    Runtime: runtime ?? "python3.12",
    Handler: handler ?? "handler.handler",
    Role: role ?? `arn:aws:iam::${client.accountId}:role/lambda-function-role`,
    Code: { ZipFile: new TextEncoder().encode(String(handler_file)) },
    Timeout: timeout ?? defaultTimeout,
    Environment: { Variables: envvars ?? {} },
    ...others,
    Behavior: {
      type: "script",
      name: hasWrapper ? missingWrapper : (broughtHandlerOf(String(handler_file)) ?? handlerId),
    },
  });
  waitFor("function_active_v2", "lambda", { FunctionName: name }, client);
  // Traces name the second by `esm` too: the suite's fixture never makes a mapping.
  return { CreateFunctionResponse: response, CreateEventSourceMappingResponse: null, esm: null };
}

/**
 * Deploys a stack as the fixture does, by a change set that it describes and executes.
 *
 * @returns as the fixture: the stack's name and outputs.
 */
function deployStack(params: ValueObject, _: string, client: BotoClient): ValueObject {
  const { template, template_path, parameters, is_update, stack_name } = params;
  const path = template_path === undefined ? undefined : String(template_path);
  const text = path === undefined ? template : client.fileAt(path);
  if (text === undefined)
    throw new NotModeledError(`deploys ${path ?? "a template"}, which is not there`);
  const name = String(stack_name ?? `stack-${client.newName()}`);
  const changed = client.call("cloudformation", "create_change_set", {
    StackName: name,
    ChangeSetName: params.change_set_name ?? `change-set-${name}`,
    TemplateBody: text,
    Parameters: Object.entries(isObject(parameters) ? parameters : {}).map(
      ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
    ),
    ChangeSetType: is_update === true ? "UPDATE" : "CREATE",
  });
  client.call("cloudformation", "execute_change_set", { ChangeSetName: changed.Id });
  const described = client.call("cloudformation", "describe_stacks", { StackName: name });
  const outputs = memberOf(isList(described.Stacks) ? described.Stacks[0] : undefined, "Outputs");
  return {
    change_set_id: changed.Id,
    change_set_name: params.change_set_name ?? null,
    stack_id: changed.StackId,
    stack_name: name,
    outputs: Object.fromEntries(
      (isList(outputs) ? outputs : []).map((output) => [
        String(memberOf(output, "OutputKey")),
        memberOf(output, "OutputValue"),
      ]),
    ),
  };
}

/** What a test suite sets up before its steps, by the names that traces give. */
const fixtures: Readonly<
  Record<string, (params: ValueObject, handlerId: string, client: BotoClient) => Value>
> = {
  create_lambda_function: createLambdaFunction,
  // Roles need not be there: what the fixture gives is the name of one.
  create_iam_role_with_policy: ({ RoleName }, _, client) =>
    `arn:aws:iam::${client.accountId}:role/${String(RoleName)}`,
  deploy_cfn_template: deployStack,
  sqs_create_queue: (params, _, client) =>
    client.call("sqs", "create_queue", { QueueName: `queue-${client.newName()}`, ...params })
      .QueueUrl,
};

/** Sets up what a trace asks for, and gives what the fixture does. @throws BotoError */
export const setUp = (
  fixture: string,
  params: ValueObject,
  handlerId: string,
  client: BotoClient,
): Value => fixtures[fixture]!(params, handlerId, client); // Others are not supported, as said below.

const helpers: Readonly<Record<string, Helper>> = {
  _await_dynamodb_table_active([name], client) {
    for (let attempt = 0; attempt <= 30; attempt += 1) {
      const { Table } = client.call("dynamodb", "describe_table", { TableName: name });
      if (memberOf(Table, "TableStatus") === "ACTIVE") return { value: null };
      sleep(1, client);
    }
    return { why: `the table ${show(name)} is never active` };
  },

  _await_event_source_mapping_enabled([uuid], client) {
    sleep(2, client);
    for (let attempt = 0; attempt <= 30; attempt += 1) {
      const mapping = client.call("lambda", "get_event_source_mapping", { UUID: uuid });
      if (mapping.State === "Enabled") return { value: null };
      sleep(1, client);
    }
    return { why: `the event source mapping ${show(uuid)} is never enabled` };
  },

  get_lambda_log_events([functionName], client) {
    sleep(logDelay, client);
    return { value: eventsIn(client.printedBy(String(functionName))) };
  },

  check_expected_lambda_log_events_length([functionName, length], client) {
    sleep(logDelay, client);
    const events = eventsIn(client.printedBy(String(functionName)));
    return events.length === Number(length)
      ? { value: events }
      : { why: `the log must have ${show(length)} events: it has ${events.length}` };
  },
};

/** Waits as the suite's helpers of workflows do: until a condition holds, a second at a time. */
const waitingFor =
  (what: string, holds: (args: readonly Value[], client: BotoClient) => boolean): Helper =>
  (args, client) => {
    for (let second = 0; second < longestWait; second += 1) {
      if (holds(args, client)) return { value: true };
      sleep(1, client);
    }
    return { why: `${what} never holds of ${show(args)}` };
  };
/** In seconds. */
const longestWait = 120;

const statusOf = (execution: Value, client: BotoClient): Value =>
  client.call("stepfunctions", "describe_execution", { executionArn: execution }).status;

/** Whether a list of what an operation gives has something. */
function lists(
  client: BotoClient,
  operation: string,
  params: ValueObject,
  member: string,
  fits: ValueObject,
): boolean {
  const listed = Object.values(client.call("stepfunctions", operation, params)).find(isList) ?? [];
  return listed.some(
    (item) =>
      memberOf(item, member) === fits[member] &&
      (fits.status === undefined || fits.status === memberOf(item, "status")),
  );
}

const versionIn = ([stateMachineArn, arn]: readonly Value[], client: BotoClient): boolean =>
  lists(client, "list_state_machine_versions", { stateMachineArn }, "stateMachineVersionArn", {
    stateMachineVersionArn: arn,
  });
const aliasIn = ([stateMachineArn, arn]: readonly Value[], client: BotoClient): boolean =>
  lists(client, "list_state_machine_aliases", { stateMachineArn }, "stateMachineAliasArn", {
    stateMachineAliasArn: arn,
  });
const executionIn = (
  [stateMachineArn, executionArn, status]: readonly Value[],
  client: BotoClient,
): boolean =>
  lists(client, "list_executions", { stateMachineArn }, "executionArn", { executionArn, status });

const workflowHelpers: Readonly<Record<string, Helper>> = {
  await_execution_success: waitingFor(
    "success",
    ([arn], client) => statusOf(arn, client) === "SUCCEEDED",
  ),
  await_execution_terminated: waitingFor(
    "an end",
    ([arn], client) => statusOf(arn, client) !== "RUNNING",
  ),
  await_execution_aborted: waitingFor(
    "a stop",
    ([arn], client) => statusOf(arn, client) === "ABORTED",
  ),
  await_on_execution_events: waitingFor("a state", ([executionArn], client) => {
    const { events } = client.call("stepfunctions", "get_execution_history", { executionArn });
    return isList(events) && events.length > 1;
  }),
  await_execution_lists_terminated: waitingFor("an end", (args, client) =>
    executionIn([...args.slice(0, 2), "SUCCEEDED"], client),
  ),
  await_list_execution_status: waitingFor("a status", executionIn),
  await_state_machine_listed: waitingFor("a state machine", ([arn], client) =>
    lists(client, "list_state_machines", {}, "stateMachineArn", { stateMachineArn: arn }),
  ),
  await_state_machine_not_listed: waitingFor(
    "no state machine",
    ([arn], client) =>
      !lists(client, "list_state_machines", {}, "stateMachineArn", { stateMachineArn: arn }),
  ),
  await_state_machine_version_listed: waitingFor("a version", versionIn),
  await_state_machine_version_not_listed: waitingFor(
    "no version",
    (args, client) => !versionIn(args, client),
  ),
  await_state_machine_alias_is_created: waitingFor("an alias", aliasIn),
  await_state_machine_alias_is_deleted: waitingFor(
    "no alias",
    (args, client) => !aliasIn(args, client),
  ),
};

/** The helper of this name; `undefined` for one that is not known here. */
export const helperNamed = (name: string): Helper | undefined =>
  Object.hasOwn(helpers, name) ? helpers[name] : workflowHelpers[name];

/** What a fixture needs that is not there; `undefined` when it can run. */
export function reasonAgainstFixture(
  { fixture, handlerId, params }: ValueObject,
  handlerIds: ReadonlySet<string>,
): string | undefined {
  if (!Object.hasOwn(fixtures, String(fixture))) return `uses the fixture ${String(fixture)}`;
  if (fixture !== "create_lambda_function") return undefined;
  if (handlerId === undefined) {
    const code = String(memberOf(params, "handler_file"));
    return broughtHandlerOf(code) === undefined
      ? "runs code that the case brings along"
      : undefined;
  }
  const handler = String(handlerId);
  return handlerIds.has(handler)
    ? undefined
    : (missingHandlers[handler] ?? `has the function ${handler}`);
}

function sleep(seconds: number, client: BotoClient): void {
  client.advance(seconds * microsecondsInSecond);
}

/** Lines of a log, as documents where they are. */
function eventsIn(lines: readonly string[]): readonly Value[] {
  return lines.map((line) => {
    try {
      return JSON.parse(line) as Value; // What JSON.parse gives is JSON.
    } catch {
      return line;
    }
  });
}

/** The arguments of a helper: a list. */
export const argumentsOf = (args: Value): readonly Value[] => (isList(args) ? args : []);
