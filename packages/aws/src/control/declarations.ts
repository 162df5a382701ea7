import { declare } from "@orrery/kernel";
import { propagation } from "./propagation.ts";

/** The ports of the control plane: all resources, by their numbers. */
export const ports = declare("resources");

/** The timers of the control plane. */
export const timers = declare(
  "answer", // The scenario's answer to a call that is not modeled; its index is the answer's slot.
  "spread", // A role or a policy is known to those who ask what it may do; its index is its slot.
);

/** What the control plane draws random numbers for. */
export const purposes = declare("uuid", "unmodeledDuration");

/** What the control plane asks the oracle. */
export const choicesOfControl = declare(
  "unmodeledError", // A call that is not modeled gets the scenario's response, or its error.
);

/** What the control plane counts; by the name of a figure of ours, how often that decided. */
export const metrics = declare(
  "Calls",
  "RefusedCalls",
  "UnmodeledCalls",
  "control.patience",
  propagation,
);
