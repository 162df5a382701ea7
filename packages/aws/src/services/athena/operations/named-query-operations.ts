import { textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { workgroupKindName } from "../names.ts";
import {
  invalid,
  isRefused,
  keepWorkgroup,
  pageSize,
  respond,
  timestampAt,
  workgroupIn,
  workgroupRecordOf,
} from "./records.ts";

/** Operations on named queries and prepared statements. */
export const namedQueryOperations: Operations = {
  CreateNamedQuery: { begin: create },
  GetNamedQuery: {
    begin(params, plane) {
      const found = queryIn(params, plane);
      return isRefused(found) ? found : respond({ NamedQuery: found.query });
    },
  },
  BatchGetNamedQuery: {
    begin(params, plane) {
      const ids = textsOf(params["NamedQueryIds"]);
      const found = ids.flatMap((id): readonly PlainObject[] => {
        const query = queryAt(id, plane)?.query;
        return query === undefined ? [] : [query];
      });
      const known = found.map(({ NamedQueryId }) => NamedQueryId);
      return respond({
        NamedQueries: found,
        UnprocessedNamedQueryIds: ids
          .filter((id) => !known.includes(id))
          .map((id) => ({
            NamedQueryId: id,
            ErrorCode: "INTERNAL_FAILURE", // Assumed: the code.
            ErrorMessage: `NamedQuery ${id} was not found`,
          })),
      });
    },
  },
  ListNamedQueries: {
    begin(params, plane) {
      const workgroup = workgroupIn(params, plane);
      if (isRefused(workgroup)) return workgroup;
      const ids = workgroupRecordOf(workgroup).queries.map((each) => each["NamedQueryId"] ?? "");
      const { items, next } = page(ids, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({ NamedQueryIds: items, ...(next === null ? {} : { NextToken: next }) });
    },
  },
  UpdateNamedQuery: {
    begin(params, plane) {
      const found = queryIn(params, plane);
      if (isRefused(found)) return found;
      const { Name, Description, QueryString } = params;
      keepQuery(
        found,
        {
          ...found.query,
          ...(Name === undefined ? {} : { Name }),
          ...(Description === undefined ? {} : { Description }),
          ...(QueryString === undefined ? {} : { QueryString }),
        },
        plane,
      );
      return respond();
    },
  },
  DeleteNamedQuery: {
    begin(params, plane) {
      const found = queryIn(params, plane);
      if (isRefused(found)) return found;
      keepQuery(found, null, plane);
      return respond();
    },
  },
  CreatePreparedStatement: { begin: prepare },
  GetPreparedStatement: {
    begin(params, plane) {
      const found = statementIn(params, plane);
      return isRefused(found) ? found : respond({ PreparedStatement: found.statement });
    },
  },
  BatchGetPreparedStatement: {
    begin(params, plane) {
      const workgroup = workgroupIn(params, plane);
      if (isRefused(workgroup)) return workgroup;
      const { statements } = workgroupRecordOf(workgroup);
      const names = textsOf(params["PreparedStatementNames"]);
      const found = statements.filter((each) =>
        names.includes(textOf(each["StatementName"]) ?? ""),
      );
      const known = found.map((each) => each["StatementName"]);
      return respond({
        PreparedStatements: found,
        UnprocessedPreparedStatementNames: names
          .filter((name) => !known.includes(name))
          .map((name) => ({
            StatementName: name,
            ErrorCode: "STATEMENT_NOT_FOUND",
            ErrorMessage: `PreparedStatement ${name} was not found`,
          })),
      });
    },
  },
  ListPreparedStatements: {
    begin(params, plane) {
      const workgroup = workgroupIn(params, plane);
      if (isRefused(workgroup)) return workgroup;
      const all = workgroupRecordOf(workgroup).statements.map(
        ({ StatementName, LastModifiedTime }) => ({
          StatementName: StatementName ?? "",
          LastModifiedTime: LastModifiedTime ?? 0,
        }),
      );
      const { items, next } = page(all, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({ PreparedStatements: items, ...(next === null ? {} : { NextToken: next }) });
    },
  },
  UpdatePreparedStatement: {
    begin(params, plane) {
      const found = statementIn(params, plane);
      if (isRefused(found)) return found;
      keepStatement(found, { ...found.statement, ...statementOf(params, plane) }, plane);
      return respond();
    },
  },
  DeletePreparedStatement: {
    begin(params, plane) {
      const found = statementIn(params, plane);
      if (isRefused(found)) return found;
      keepStatement(found, null, plane);
      return respond();
    },
  },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const workgroup = workgroupIn(params, plane);
  if (isRefused(workgroup)) return workgroup;
  const { queries } = workgroupRecordOf(workgroup);
  const token = textOf(params["ClientRequestToken"]);
  const earlier = queries.find(
    (each) => token !== undefined && each["ClientRequestToken"] === token,
  );
  if (earlier !== undefined) return respond({ NamedQueryId: earlier["NamedQueryId"] ?? "" });
  const id = plane.uuid();
  const { Name, Database, QueryString, Description } = params;
  const query: PlainObject = {
    Name: Name ?? "",
    Database: Database ?? "",
    QueryString: QueryString ?? "",
    ...(Description === undefined ? {} : { Description }),
    NamedQueryId: id,
    WorkGroup: workgroup.name,
    ...(token === undefined ? {} : { ClientRequestToken: token }),
  };
  keepWorkgroup(workgroup, { queries: [...queries, query] }, plane);
  return respond({ NamedQueryId: id });
}

interface FoundQuery {
  readonly workgroup: Resource;
  readonly query: PlainObject;
}

function queryAt(id: string, plane: ControlPlane): FoundQuery | undefined {
  for (const workgroup of plane.list(workgroupKindName)) {
    const query = workgroupRecordOf(workgroup).queries.find((each) => each["NamedQueryId"] === id);
    if (query === undefined) continue;
    const { ClientRequestToken: _, ...shown } = query;
    return { workgroup, query: shown };
  }
  return undefined;
}

function queryIn(params: PlainObject, plane: ControlPlane): FoundQuery | Refused {
  const id = textOf(params["NamedQueryId"]) ?? "";
  return queryAt(id, plane) ?? invalid(`NamedQuery ${id} was not found`);
}

function keepQuery(
  { workgroup, query }: FoundQuery,
  changed: PlainObject | null,
  plane: ControlPlane,
): void {
  const { queries } = workgroupRecordOf(workgroup);
  const isIt = (each: PlainObject): boolean => each["NamedQueryId"] === query["NamedQueryId"];
  const left =
    changed === null
      ? queries.filter((each) => !isIt(each))
      : queries.map((each) => (isIt(each) ? changed : each));
  keepWorkgroup(workgroup, { queries: left }, plane);
}

const statementOf = (params: PlainObject, plane: ControlPlane): PlainObject => ({
  StatementName: params["StatementName"] ?? "",
  QueryStatement: params["QueryStatement"] ?? "",
  WorkGroupName: params["WorkGroup"] ?? "",
  ...(params["Description"] === undefined ? {} : { Description: params["Description"] }),
  LastModifiedTime: timestampAt(plane.now, plane),
});

function prepare(params: PlainObject, plane: ControlPlane): Step {
  const workgroup = workgroupIn(params, plane);
  if (isRefused(workgroup)) return workgroup;
  const { statements } = workgroupRecordOf(workgroup);
  const name = textOf(params["StatementName"]) ?? "";
  if (statements.some((each) => each["StatementName"] === name)) {
    return invalid(`PreparedStatement ${name} already exists`);
  }
  if (statements.length >= plane.quota("athena.preparedStatements")) {
    return invalid("The workgroup has too many prepared statements."); // Assumed: the words.
  }
  keepWorkgroup(workgroup, { statements: [...statements, statementOf(params, plane)] }, plane);
  return respond();
}

interface FoundStatement {
  readonly workgroup: Resource;
  readonly statement: PlainObject;
}

function statementIn(params: PlainObject, plane: ControlPlane): FoundStatement | Refused {
  const workgroup = workgroupIn(params, plane);
  if (isRefused(workgroup)) return workgroup;
  const name = textOf(params["StatementName"]) ?? "";
  const statement = workgroupRecordOf(workgroup).statements.find(
    (each) => each["StatementName"] === name,
  );
  return statement === undefined
    ? refused("ResourceNotFoundException", `PreparedStatement ${name} was not found`, {
        ResourceName: name,
      })
    : { workgroup, statement };
}

function keepStatement(
  { workgroup, statement }: FoundStatement,
  changed: PlainObject | null,
  plane: ControlPlane,
): void {
  const { statements } = workgroupRecordOf(workgroup);
  const isIt = (each: PlainObject): boolean => each["StatementName"] === statement["StatementName"];
  const left =
    changed === null
      ? statements.filter((each) => !isIt(each))
      : statements.map((each) => (isIt(each) ? changed : each));
  keepWorkgroup(workgroup, { statements: left }, plane);
}
