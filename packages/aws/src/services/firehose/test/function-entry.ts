import type { Plain, Tagged } from "@orrery/kernel";
import type { Entry } from "../../../service/entry.ts";
import type { Payload } from "../../../service/payload.ts";

/** What a function is given to work on. */
export interface Worked extends Tagged {
  readonly type: "work";
  readonly payload: Payload;
}

/** An answer of the function: what it returned, or that it failed. */
export const returned = (value: Plain, failed: readonly number[] | null = null) => ({
  type: "worked",
  hasFailed: false,
  value,
  failedItems: failed,
});
/** An answer of a function that threw. */
export const threw = (errorMessage: string) => ({
  type: "worked",
  hasFailed: true,
  value: { errorMessage },
  failedItems: null,
});

type Answer = ReturnType<typeof returned>;

/** How functions of these tests take work and answer. */
export const functionEntry: Entry = {
  sizeOf: () => ({ min: 0, max: Infinity }),
  doors: {
    request: {
      inputOf: ({ trail }) => ({ type: "work", trail }),
      hasFailed: (answer) => (answer as Answer).hasFailed,
      work: {
        inputFor: (payload): Worked => ({ type: "work", payload }),
        outcomeOf: (answer) => answer as Answer,
      },
    },
  },
  action: "lambda:InvokeFunction",
  timeout: { unit: "duration", default: 0 as never, min: 0 as never, max: 0 as never },
  latency: () => ({}),
};
