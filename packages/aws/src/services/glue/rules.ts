import type { Rule } from "../../service/rule.ts";

const read = "2026-11";
const api = (operation: string): string => `AWS Glue Web API Reference, ${operation}`;

/** The rules of AWS that the Data Catalog follows; the test of each bears its id. */
export const glueRules: readonly Rule[] = [
  {
    id: "glue.catalog.small-letters",
    status: "documented",
    source: api("TableInput"),
    date: read,
    text: "Names of databases and tables are folded to small letters.",
    operations: ["CreateDatabase", "CreateTable"],
  },
  {
    id: "glue.catalog.missing",
    status: "documented",
    source: api("GetTable"),
    date: read,
    text: "What is not in the catalog is EntityNotFoundException, and what is there already AlreadyExistsException.",
    operations: ["GetTable", "GetDatabase", "CreateTable", "CreateDatabase", "DeleteTable"],
  },
  {
    id: "glue.partition.batch",
    status: "documented",
    source: api("BatchCreatePartition"),
    date: read,
    text: "A batch adds the partitions that are not there, and lists the others among its errors.",
    operations: ["BatchCreatePartition"],
  },
  {
    id: "glue.partition.values",
    status: "assumed",
    source: `${api("CreatePartition")} names InvalidInputException; the words are ours`,
    date: read,
    text: "A partition has a value for each partition key of its table.",
    operations: ["CreatePartition", "BatchCreatePartition"],
  },
];
