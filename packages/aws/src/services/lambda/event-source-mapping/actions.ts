import type { Plain } from "@orrery/kernel";
import {
  settable,
  type NamedCall,
  type ResourceAction,
  type SettableProperty,
} from "../../../service/resource-action.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const updated = (uuid: string, change: PlainObject): NamedCall => ({
  service: "lambda",
  operation: "UpdateEventSourceMapping",
  params: { UUID: uuid, ...change },
});

/** What may be done to an event source mapping at a time. */
export const mappingActions: Readonly<Record<string, ResourceAction>> = {
  disable: {
    text: "Switches an event source mapping off: it polls no more.",
    callOf: ({ name }) => updated(name, { Enabled: false }),
  },
  enable: {
    text: "Switches an event source mapping on.",
    callOf: ({ name }) => updated(name, { Enabled: true }),
  },
};

/** A property that UpdateEventSourceMapping sets. */
export const mappingProperty = (
  name: string,
  form: SettableProperty["form"],
  without?: Plain,
): SettableProperty =>
  settable(
    form,
    (mapping, value) => updated(mapping.name, { [name]: value }),
    without === undefined ? undefined : (mapping) => updated(mapping.name, { [name]: without }),
  );

/** The properties of an event source mapping that may be set at a time. */
export const settableOfMapping: Readonly<Record<string, SettableProperty>> = {
  BatchSize: mappingProperty("BatchSize", "count"),
  Enabled: mappingProperty("Enabled", "switch"),
  FilterCriteria: mappingProperty("FilterCriteria", "value", {}),
  FunctionName: mappingProperty("FunctionName", "text"),
  FunctionResponseTypes: mappingProperty("FunctionResponseTypes", "value", []),
  MaximumBatchingWindowInSeconds: mappingProperty("MaximumBatchingWindowInSeconds", "seconds"),
  ProvisionedPollerConfig: mappingProperty("ProvisionedPollerConfig", "value", {}),
  ScalingConfig: mappingProperty("ScalingConfig", "value", {}),
};
