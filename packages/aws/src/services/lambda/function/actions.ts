import { settable, type SettableProperty } from "../../../service/resource-action.ts";

const configured = (name: string, form: SettableProperty["form"]): SettableProperty =>
  settable(form, (fn, value) => ({
    service: "lambda",
    operation: "UpdateFunctionConfiguration",
    params: { FunctionName: fn.name, [name]: value },
  }));

/** The properties of a function that may be set at a time. */
export const settableOfFunction: Readonly<Record<string, SettableProperty>> = {
  MemorySize: configured("MemorySize", "count"),
  RecursiveLoop: settable("text", (fn, value) => ({
    service: "lambda",
    operation: "PutFunctionRecursionConfig",
    params: { FunctionName: fn.name, RecursiveLoop: value },
  })),
  ReservedConcurrentExecutions: settable(
    "count",
    (fn, value) => ({
      service: "lambda",
      operation: "PutFunctionConcurrency",
      params: { FunctionName: fn.name, ReservedConcurrentExecutions: value },
    }),
    (fn) => ({
      service: "lambda",
      operation: "DeleteFunctionConcurrency",
      params: { FunctionName: fn.name },
    }),
  ),
  Timeout: configured("Timeout", "seconds"),
};
