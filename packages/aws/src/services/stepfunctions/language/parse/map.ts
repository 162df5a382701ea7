import type { Plain } from "@orrery/kernel";
import type { ItemBatcher, ItemReader, MapItems, MapState, ResultWriter } from "../definition.ts";
import { isExpression, withinMarks } from "../jsonata/expression.ts";
import { jsonataTemplate } from "../jsonata/template.ts";
import { fieldPath } from "../json-query.ts";
import { objectIn, textIn } from "./numbering.ts";
import { present, type StateReader } from "./state-reader.ts";

type OfMap = Pick<
  MapState,
  | "mode"
  | "executionType"
  | "label"
  | "items"
  | "itemSelector"
  | "maxConcurrency"
  | "toleratedFailureCount"
  | "toleratedFailurePercentage"
  | "itemReader"
  | "itemBatcher"
  | "resultWriter"
>;

/** The fields that a Map state alone has. */
export function mapOf(reader: StateReader): OfMap {
  const { written } = reader;
  const config = objectIn(objectIn(written.ItemProcessor ?? written.Iterator).ProcessorConfig);
  const selector = written.ItemSelector === undefined ? "Parameters" : "ItemSelector";
  return {
    mode: config.Mode === "DISTRIBUTED" ? "DISTRIBUTED" : "INLINE",
    executionType: config.ExecutionType === "EXPRESS" ? "EXPRESS" : "STANDARD",
    label: typeof written.Label === "string" ? written.Label : null,
    ...present({
      items: itemsOf(reader),
      itemSelector: reader.template(written, selector),
      maxConcurrency: reader.number(written, "MaxConcurrency"),
      toleratedFailureCount: reader.number(written, "ToleratedFailureCount"),
      toleratedFailurePercentage: reader.number(written, "ToleratedFailurePercentage"),
      itemReader: readerOf(reader, written.ItemReader),
      itemBatcher: batcherOf(reader, written.ItemBatcher),
      resultWriter: writerOf(reader, written.ResultWriter),
    }),
  };
}

function itemsOf(reader: StateReader): MapItems | undefined {
  const { Items: items, ItemsPath: path } = reader.written;
  if (typeof path === "string") return { type: "path", query: fieldPath(path), text: path };
  if (items === undefined) return undefined;
  const text = typeof items === "string" && isExpression(items) ? withinMarks(items) : null;
  return { type: "items", items: jsonataTemplate(items, "Items"), text };
}

const argumentsField = (reader: StateReader): string =>
  reader.language === "JSONata" ? "Arguments" : "Parameters";

function readerOf(reader: StateReader, value: Plain | undefined): ItemReader | undefined {
  if (value === undefined) return undefined;
  const written = objectIn(value);
  const config = objectIn(written.ReaderConfig);
  const field = argumentsField(reader);
  const pointer = config.ItemsPointer;
  return {
    resource: textIn(written.Resource),
    config,
    ...present({
      arguments: reader.template(written, field, `ItemReader/${field}`),
      maxItems: reader.number(config, "MaxItems", "ItemReader/ReaderConfig/MaxItems"),
      itemsPointer:
        typeof pointer === "string" && pointer.startsWith("$") ? fieldPath(pointer) : undefined,
    }),
  };
}

function batcherOf(reader: StateReader, value: Plain | undefined): ItemBatcher | undefined {
  if (value === undefined) return undefined;
  const written = objectIn(value);
  return present({
    maxItemsPerBatch: reader.number(written, "MaxItemsPerBatch", "ItemBatcher/MaxItemsPerBatch"),
    maxInputBytesPerBatch: reader.number(
      written,
      "MaxInputBytesPerBatch",
      "ItemBatcher/MaxInputBytesPerBatch",
    ),
    batchInput: reader.template(written, "BatchInput", "ItemBatcher/BatchInput"),
  });
}

function writerOf(reader: StateReader, value: Plain | undefined): ResultWriter | undefined {
  if (value === undefined) return undefined;
  const written = objectIn(value);
  const field = argumentsField(reader);
  return {
    resource: typeof written.Resource === "string" ? written.Resource : null,
    writerConfig: written.WriterConfig === undefined ? null : objectIn(written.WriterConfig),
    ...present({ arguments: reader.template(written, field, `ResultWriter/${field}`) }),
  };
}
