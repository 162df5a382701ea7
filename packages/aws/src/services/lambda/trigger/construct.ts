import type { ConstructScope } from "../../../service/construct.ts";
import { checkedSource, checkedValues } from "./config.ts";
import { triggerStandIns } from "./stand-ins.ts";

/** What brings a function events. */
export interface TriggerProps {
  /** The function, such as a `lambda.Function`. */
  readonly function: { readonly functionName: string };
  /** The service, such as `ses`, as workloads name it. */
  readonly as: string;
  /** Settings of the service, such as `recipient`. @defaultValue those of a usual event */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

/** A service that invokes a function by itself; workloads to its id say how often, and what differs. */
export class Trigger {
  readonly id: string;

  /** @throws ConfigError where nobody invokes functions so, or a setting cannot be. */
  constructor(stack: ConstructScope, id: string, props: TriggerProps) {
    this.id = id;
    const { as, settings = {} } = props;
    const path = `trigger "${id}"`;
    checkedValues(`${path} settings`, checkedSource(`${path} as`, as), settings);
    const { function: target } = props;
    const operation = triggerStandIns.operationOf(as, settings, { name: target.functionName }, id);
    stack.add(operation.service, operation.operation, id, operation.params);
  }
}
