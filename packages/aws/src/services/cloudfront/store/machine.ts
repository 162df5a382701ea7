import { keptMachine } from "../shared/machine.ts";

/** A store of keys and values, which functions read. */
export const storeMachine = keptMachine("cloudfront.store");
