import { typeOf, type AttributeType, type AttributeValue } from "../value/attribute-value.ts";
import { againstPaths } from "./paths.ts";
import { noFaults, pathIn, valueIn, type Faults, type Scope } from "./scope.ts";
import {
  ExpressionFault,
  type ActionSyntax,
  type OperandSyntax,
  type PathSyntax,
  type SetSyntax,
} from "./syntax.ts";
import type { Path, Update, UpdateOperand, UpdateValue } from "./tree.ts";

type Writable<List> = {
  -readonly [Name in keyof List]: List[Name] extends readonly (infer Each)[] ? Each[] : List[Name];
};

/** An update with names and values put in. Throws an {@link ExpressionFault}. */
export function boundUpdate(actions: readonly ActionSyntax[], scope: Scope): Update {
  const faults = noFaults();
  const update: Writable<Update> = {
    form: "expression",
    set: [],
    remove: [],
    add: [],
    delete: [],
    touched: [],
  };
  let operand: string | null = null;
  for (const action of actions) {
    const path = pathIn(scope, action.path, faults);
    update.touched.push(path);
    if (action.type === "SET") update.set.push({ path, to: assignedOf(action.to, scope, faults) });
    else if (action.type === "REMOVE") update.remove.push(path);
    else {
      const value = valueIn(scope, action.value, faults);
      operand ??= againstOperand(action.type, value);
      (action.type === "ADD" ? update.add : update.delete).push({ path, value });
    }
  }
  // In the order in which AWS finds faults.
  const undefinedOne = faults.name ?? faults.value;
  if (undefinedOne !== null) throw new ExpressionFault(undefinedOne);
  const paths = againstPaths(update.touched);
  if (paths !== null) throw paths;
  const fault = operand ?? faults.count ?? faults.type;
  if (fault !== null) throw new ExpressionFault(fault);
  return update;
}

/** Paths with names put in. Throws an {@link ExpressionFault}. */
export function boundProjection(paths: readonly PathSyntax[], scope: Scope): readonly Path[] {
  const faults = noFaults();
  const bound = paths.map((path) => pathIn(scope, path, faults));
  if (faults.name !== null) throw new ExpressionFault(faults.name);
  const fault = againstPaths(bound);
  if (fault !== null) throw fault;
  return bound;
}

const longNames: Readonly<Partial<Record<AttributeType, string>>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  NULL: "NULL",
  BOOL: "BOOLEAN",
  L: "LIST",
  M: "MAP",
};

/** ADD takes numbers and sets, DELETE takes sets. */
function againstOperand(operator: "ADD" | "DELETE", value: AttributeValue): string | null {
  const type = typeOf(value);
  const name = longNames[type];
  if (name === undefined || (operator === "ADD" && type === "N")) return null;
  return `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${name}, typeSet: ALLOWED_FOR_${operator}_OPERAND`;
}

function assignedOf(syntax: SetSyntax, scope: Scope, faults: Faults): UpdateValue {
  if (syntax.type !== "plus" && syntax.type !== "minus") return operandOf(syntax, scope, faults);
  const left = operandOf(syntax.left, scope, faults);
  const right = operandOf(syntax.right, scope, faults);
  const operator = syntax.type === "plus" ? "+" : "-";
  againstType(operator, "N", left, faults);
  againstType(operator, "N", right, faults);
  return { type: syntax.type, left, right };
}

function operandOf(syntax: OperandSyntax, scope: Scope, faults: Faults): UpdateOperand {
  if (syntax.type === "path") return { type: "path", path: pathIn(scope, syntax, faults) };
  if (syntax.type === "value") return { type: "value", value: valueIn(scope, syntax, faults) };
  const { name } = syntax;
  const operands = syntax.operands.map((each) => operandOf(each, scope, faults));
  const [first, second = first] = operands as [UpdateOperand, UpdateOperand?];
  if (operands.length !== 2) {
    faults.count ??= `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`;
  }
  if (name === "list_append") {
    againstType(name, "L", first, faults);
    againstType(name, "L", second, faults);
    return { type: "list_append", first, second };
  }
  if (first.type !== "path") {
    faults.type ??= `Operator or function requires a document path; operator or function: ${name}`;
  }
  return {
    type: "if_not_exists",
    path: first.type === "path" ? first.path : [],
    otherwise: second,
  };
}

/** What a function gives, as far as the expression tells: only a placeholder's type counts. */
function againstType(
  operator: string,
  right: AttributeType,
  operand: UpdateOperand,
  faults: Faults,
): void {
  if (operand.type !== "value") return;
  const type = typeOf(operand.value);
  if (type === right) return;
  faults.type ??= `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
}
