export {
  LambdaFunction,
  profile,
  SqsEventSource,
  type FunctionProps,
  type SqsEventSourceProps,
} from "./lambda-function.ts";
export { Queue, type DeadLetterQueue, type QueueProps } from "./queue.ts";
export { Stack, type StackProps, type StackScenario } from "./stack.ts";
