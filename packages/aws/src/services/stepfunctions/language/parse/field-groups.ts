import type { Catcher, Guarded, InputAndOutput, ResultFields, Retrier } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { listIn, objectIn } from "./numbering.ts";
import { present, type StateReader } from "./state-reader.ts";

/** What is chosen of what comes in and goes out. */
export const ioFields = (reader: StateReader): InputAndOutput =>
  present({
    ...(reader.language === "JSONPath"
      ? { inputPath: reader.path("InputPath"), outputPath: reader.path("OutputPath") }
      : { output: reader.template(reader.written, "Output") }),
    assign: reader.template(reader.written, "Assign"),
  });

/** What is made of the result. */
export const resultFields = (reader: StateReader): ResultFields =>
  reader.language === "JSONata"
    ? {}
    : present({
        resultSelector: reader.template(reader.written, "ResultSelector"),
        resultPath: reader.reference(reader.written),
      });

/** Retry and Catch. */
export const guardedFields = (reader: StateReader): Guarded => ({
  retry: listIn(reader.written.Retry).map((each) => retrierOf(objectIn(each))),
  catch: listIn(reader.written.Catch).map((each, place) =>
    catcherOf(objectIn(each), reader, place),
  ),
});

const namesIn = (from: PlainObject): readonly string[] => listIn(from.ErrorEquals).map(String);

const numberIn = (from: PlainObject, field: string, otherwise: number): number => {
  const value = from[field];
  return typeof value === "number" ? value : otherwise;
};

const retrierOf = (from: PlainObject): Retrier => ({
  errorEquals: namesIn(from),
  intervalSeconds: numberIn(from, "IntervalSeconds", 1),
  maxAttempts: numberIn(from, "MaxAttempts", 3),
  backoffRate: numberIn(from, "BackoffRate", 2),
  maxDelaySeconds: typeof from.MaxDelaySeconds === "number" ? from.MaxDelaySeconds : null,
  jitterStrategy: from.JitterStrategy === "FULL" ? "FULL" : "NONE",
});

const catcherOf = (from: PlainObject, reader: StateReader, place: number): Catcher => ({
  errorEquals: namesIn(from),
  next: reader.stateOf(from.Next) ?? -1,
  ...present({
    ...(reader.language === "JSONPath"
      ? { resultPath: reader.reference(from) }
      : { output: reader.template(from, "Output", `Catch[${place}]/Output`) }),
    assign: reader.template(from, "Assign", `Catch[${place}]/Assign`),
  }),
});
