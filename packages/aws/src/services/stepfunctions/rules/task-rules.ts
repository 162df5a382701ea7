import { api, guide, recorded, rule, type StepFunctionsRule } from "../rule-sources.ts";

const resources = guide("Integrating services");

/** How tasks call services, and how they end. */
export const taskRules: readonly StepFunctionsRule[] = [
  rule(
    "task.request-response",
    resources,
    "A task ends with the answer of the operation that it calls, with capitalized members.",
    "§7 request-response",
    "§11 optimized / SDK",
  ),
  {
    ...rule(
      "task.lambda",
      recorded,
      "lambda:invoke gives the payload with its wrapping, the ARN of a function the payload alone.",
    ),
    semantics: [
      "step-functions §7.4",
      "step-functions §11 Lambda by ARN",
      "lambda §15 Step Functions",
      "lambda §15.1 Step Functions task",
    ],
  },
  rule(
    "task.entries",
    recorded,
    "events:putEvents adds the ARNs of the state machine and of the execution to the resources of each entry.",
  ),
  rule(
    "task.failed-entries",
    recorded,
    "events:putEvents fails as EventBridge.FailedEntry where any of its entries is not taken.",
    "§7.7",
  ),
  rule(
    "task.http",
    guide("Call HTTPS APIs"),
    "An HTTP task gives status, headers and body; a status of 400 or more is States.Http.StatusCode with it, no answer in 60 seconds States.Http.Socket; so many a second are sent.",
    "§0 HTTP Task bucket / refill",
    "§0 HTTP Task duration",
    "§10.1 States.Http.Socket",
  ),
  rule(
    "task.bodies",
    recorded,
    "s3:putObject stores its Body as JSON, a text in quotation marks, as text/plain and since 2025 with a CRC32.",
  ),
  rule(
    "task.errors",
    recorded,
    "Errors of services bear the name of the service in the casing of the integration.",
    "§7 ¶3",
  ),
  {
    ...rule(
      "task.role",
      guide("How Step Functions works with IAM"),
      "A task calls its service as the role of the state machine, or of its Credentials; what that may not do fails as the service refuses it, and is caught as States.TaskFailed.",
    ),
    status: "assumed",
  },
  rule(
    "task.retriers",
    guide("Best practices"),
    "AWS recommends to retry Lambda.ServiceException, Lambda.AWSLambdaException, Lambda.SdkClientException and Lambda.TooManyRequestsException: lint says which tasks do not.",
    "§7 ¶4",
  ),
  rule(
    "task.sync",
    recorded,
    "startExecution.sync ends with the child, its output as text or, by .sync:2, as JSON; a child that fails is States.TaskFailed.",
    "§7 .sync",
    "§7.6",
    "§11 .sync, .waitForTaskToken",
  ),
  rule(
    "task.sync-stopped",
    guide("Run a job"),
    "A task of a job that is stopped stops its job.",
    "§7.3",
  ),
  rule(
    "task.token",
    guide("Wait for a callback"),
    "A task with a token waits for SendTaskSuccess or SendTaskFailure; each retry has a new token.",
    "§7 .waitForTaskToken",
    "§7.2",
  ),
  rule(
    "task.timeout",
    recorded,
    "TimeoutSeconds count from the beginning of the task, heartbeats begin their clock anew.",
    "§0 TimeoutSeconds (Task)",
    "§0 HeartbeatSeconds",
    "§7.1",
    "§11 task timeout",
  ),
  rule(
    "task.retry",
    recorded,
    "A retry schedules the task again without entering the state; what is caught leaves it, what is not fails the execution.",
    "§11 retry",
    "§11 catch",
    "§11 uncaught",
  ),
  rule(
    "activity.work",
    guide("Activities"),
    "Workers ask for tasks first come, first served, for 60 seconds, and get an empty answer then.",
    "§0 getActivityTask.longPoll",
    "§7 activity",
    "§7.1.1",
    "§7.1.2",
    "§7.1.7",
    "§11 activity",
  ),
  rule(
    "task.answers",
    api("SendTaskSuccess"),
    "A token that is no token is InvalidToken, that of a closed task TaskTimedOut, and output is JSON.",
    "§7.1.3",
    "§0 taskToken length",
  ),
];
